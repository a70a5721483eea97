// Puts the map together: search and panel everywhere, the moving map where the browser can draw it.

const figure = document.getElementById("map-figure");
const map = readMap(document.getElementById("map-data"));
const { text } = map.data;
const part = (name) => figure.querySelector(`.map-${name}`);
const canvas = part("canvas");
const buttons = [...figure.querySelectorAll("[data-cluster]")];
const input = document.getElementById("map-search");
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
let drawing = null;
let chosen = null;
let cluster = null;

const say = (words) => {
  document.getElementById("map-status").textContent = words;
};

function light() {
  if (!drawing) return;
  if (chosen !== null) drawing.show(map.around(chosen), chosen);
  else drawing.show(cluster === null ? null : map.inCluster(cluster));
}

function press() {
  const ref = cluster === null ? "" : map.data.symbols[cluster].ref;
  for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.cluster === ref));
}

// By pointing at the map the focus stays where it is; otherwise it moves to what was asked for.
function choose(node, { follow = true } = {}) {
  if (node === null) return clear();
  chosen = node;
  cluster = null;
  press();
  const title = panel.show(node);
  light();
  say(text.chosen.replace("{name}", map.nameOf(node)));
  // A panel over the map is in sight; one below it may not be.
  const overMap = getComputedStyle(part("panel")).position === "absolute";
  if (follow) title.focus({ preventScroll: overMap });
  return undefined;
}

function clear() {
  const within = part("panel").contains(document.activeElement);
  chosen = null;
  cluster = null;
  press();
  panel.hide();
  search.clear();
  light();
  say("");
  if (within) input.focus({ preventScroll: true });
}

function showCluster(ref) {
  const at = map.data.symbols.findIndex((symbol) => symbol.ref === ref);
  clear();
  cluster = at < 0 ? null : at;
  press();
  light();
  if (at >= 0) say(text.shown.replace("{name}", map.data.symbols[at].name));
}

const panel = mapPanel(map, part("panel"), { onChoose: choose, onClose: clear });
const search = mapSearch(map, input, document.getElementById("map-found"), { onChoose: choose, say });

const KEYS = {
  ArrowLeft: () => drawing.pan(-0.1, 0),
  ArrowRight: () => drawing.pan(0.1, 0),
  ArrowUp: () => drawing.pan(0, 0.1),
  ArrowDown: () => drawing.pan(0, -0.1),
  "+": () => drawing.zoom(1 / 1.5),
  "=": () => drawing.zoom(1 / 1.5),
  "-": () => drawing.zoom(1.5),
  0: () => drawing.reset(),
};
const ZOOM = {
  in: KEYS["+"],
  out: KEYS["-"],
  reset() {
    drawing.reset();
    clear();
  },
};

// Whoever scrolls past the map must not be held by it: the wheel is the map's once it was chosen, and two fingers are.
function leaveScrollingAlone() {
  canvas.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !canvas.contains(document.activeElement)) event.stopPropagation();
  }, { capture: true, passive: true });
  let pair = false;
  for (const kind of ["touchstart", "touchmove", "touchend"]) {
    canvas.addEventListener(kind, (event) => {
      if (event.touches.length > 1) pair = true;
      if (!pair) event.stopPropagation();
      if (!event.touches.length) pair = false;
    }, { capture: true, passive: true });
  }
}

// Without it the printed map stands where it was, and search and panel go on.
function stopDrawing() {
  const stopped = drawing;
  drawing = null;
  stopped?.stop();
  figure.classList.remove("live");
  for (const name of ["canvas", "zoom", "how", "clusters"]) part(name)?.toggleAttribute("hidden", true);
}

function startDrawing() {
  for (const name of ["canvas", "zoom", "how", "clusters"]) part(name)?.removeAttribute("hidden");
  figure.classList.add("live");
  drawing = drawMap(map, canvas, { calm, onChoose: (node) => choose(node, { follow: false }), onLost: stopDrawing });
  leaveScrollingAlone();
  canvas.addEventListener("mousedown", () => canvas.focus({ preventScroll: true }));
  canvas.addEventListener("keydown", (event) => {
    const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : KEYS[event.key];
    if (!act || !drawing) return;
    event.preventDefault();
    act();
  });
  for (const button of buttons) button.addEventListener("click", () => showCluster(button.dataset.cluster));
  for (const button of figure.querySelectorAll("[data-zoom]")) {
    button.addEventListener("click", () => drawing && ZOOM[button.dataset.zoom]());
  }
}

part("controls").removeAttribute("hidden");
figure.addEventListener("keydown", (event) => {
  if (event.key === "Escape") clear();
});
// Names are drawn with the page's letters, so these must be there first.
if (canDraw()) document.fonts.ready.then(startDrawing).catch(stopDrawing);
