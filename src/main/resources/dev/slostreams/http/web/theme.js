// Runs before the first paint, so that the chosen theme never flashes.
(() => {
  const THEMES = ['system', 'light', 'dark'];
  const stored = () => {
    try {
      return THEMES.includes(localStorage.getItem('theme')) ? localStorage.getItem('theme') : 'system';
    } catch {
      return 'system'; // storage may be forbidden
    }
  };
  const apply = (theme) => {
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  };
  let theme = stored();
  apply(theme);
  addEventListener('DOMContentLoaded', () => {
    const button = document.getElementById('theme');
    const show = () => {
      button.querySelector('.theme-word').textContent = 'Theme: ' + theme;
      button.setAttribute('aria-label', 'Theme: ' + theme);
    };
    show();
    button.addEventListener('click', () => {
      theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
      try {
        localStorage.setItem('theme', theme);
      } catch {
        // then it holds for this page only
      }
      apply(theme);
      show();
      dispatchEvent(new Event('themechange'));
    });
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => dispatchEvent(new Event('themechange')));
})();
