// Asks for the board each second and replaces it when it has changed. The newest conversion
// is told to screen readers too, by a live region that stays where it is.
const board = document.getElementById('board');
const announcement = document.getElementById('announcement');
let shown;

async function refresh() {
  try {
    const response = await fetch(board.dataset.source);
    if (!response.ok) {
      throw new Error('status ' + response.status);
    }
    show(await response.text());
  }
  catch (error) {
    board.classList.add('stale');
    announce('The sample does not answer. What is shown may be out of date.');
  }
  setTimeout(refresh, document.hidden ? 5000 : 1000);
}

function show(html) {
  board.classList.remove('stale');
  if (html === shown) {
    return;
  }
  board.innerHTML = html;
  // Not when the page is loaded: that is read anyway
  if (shown !== undefined) {
    announce(board.querySelector('[data-announcement]')?.dataset.announcement ?? '');
  }
  shown = html;
}

function announce(text) {
  if (announcement.textContent !== text) {
    announcement.textContent = text;
  }
}

refresh();
