// Runs before the first paint, so that a chosen theme or language never flashes. The application keeps these values.
try {
  var kept = JSON.parse(localStorage.getItem('firstline.prefs') || '{}')
  var root = document.documentElement
  if (kept.theme === 'light' || kept.theme === 'dark') root.dataset.theme = kept.theme
  if (kept.locale) root.lang = kept.locale
  if (kept.density === 'compact') root.dataset.density = 'compact'
} catch (e) {
  // Storage may be blocked; the defaults stand.
}
