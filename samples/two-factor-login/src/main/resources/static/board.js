// Polls the board every second and replaces only the parts that have changed, which preserves
// focus and scroll position in the others. Screen readers announce the newest conversion through
// a live region outside the replaced parts.
const board = document.getElementById('board');
const announcement = document.getElementById('announcement');
const stale = document.getElementById('stale');

async function refresh() {
  try {
    const response = await fetch(board.dataset.source, {signal: AbortSignal.timeout(5000)});
    if (!response.ok) {
      throw new Error('status ' + response.status);
    }
    show(await response.text());
    stale.hidden = true;
  }
  catch (error) {
    console.error(error);
    stale.hidden = false;
  }
  setTimeout(refresh, document.hidden ? 5000 : 1000);
}

function show(html) {
  const template = document.createElement('template');
  template.innerHTML = html;
  for (const part of [...template.content.children]) {
    const shown = document.getElementById(part.id);
    if (shown.outerHTML !== part.outerHTML) {
      shown.replaceWith(part);
      announce(part.querySelector('[data-announcement]'));
    }
  }
}

function announce(newest) {
  if (newest) {
    announcement.textContent = newest.dataset.announcement;
  }
}

refresh();
