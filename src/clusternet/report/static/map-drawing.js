// The map drawn by sigma in place of the printed one: same places, same shapes, but it can be moved and lit in part.

const DOT = "M-8 0A8 8 0 1 1 8 0A8 8 0 1 1-8 0Z";
const SQUARE = "M-8-8H8V8H-8Z";
const STONE = "#B8AF9C";
const MOST_NAMED = 14; // names beside what is lit
const INK_LINE = "#AAA69A";
const PETAL_LINE = "#D8D3C9";
const LIT_LINE = "#1E4674";
// Faded things stay visible, so that the whole is never lost; the missing opacity takes their rim away too.
const FADED = "rgba(226, 221, 210, 0)";
const FADED_LINE = "#F0EDE6";
const CLOSE = 0.6; // from this camera ratio on, names that the page did not choose may appear

function canDraw() {
  return document.createElement("canvas").getContext("webgl2") !== null;
}

function buildGraph(map) {
  const { data } = map;
  const graph = new sigma.UndirectedGraph();
  const outlines = [...new Set(data.symbols.map((symbol) => symbol.outline)), DOT, SQUARE];
  const beside = new Map(data.labels.map(([node, text, anchor, dx, dy]) => [node, { text, at: [anchor, dx, dy] }]));
  data.x.forEach((x, node) => {
    const clusters = map.isProject(node) ? [] : data.clusters[node];
    const symbol = data.symbols[clusters[0]];
    const outline = symbol ? symbol.outline : map.isProject(node) ? SQUARE : DOT;
    graph.addNode(String(node), {
      x,
      y: data.height - data.y[node],
      radius: data.radius[node],
      type: "symbol",
      cell: outlines.indexOf(outline),
      kind: clusters.length > 1 ? RINGED : outline === DOT ? RIMMED : PLAIN,
      plain: symbol ? symbol.color : map.isProject(node) ? INK : STONE,
      name: map.nameOf(node),
      chosen: beside.get(node),
    });
  });
  data.headings.forEach(([text, x, y], at) => {
    const place = { x, y: data.height - y };
    const look = { type: "symbol", cell: 0, kind: UNSEEN, plain: INK };
    graph.addNode(`heading-${at}`, { ...place, ...look, name: text, heading: true });
  });
  data.source.forEach((organization, line) => {
    const petal = map.beside[organization].length === 1;
    const project = map.organizations + data.target[line];
    graph.addEdge(String(organization), String(project), { plain: petal ? PETAL_LINE : INK_LINE });
  });
  return { graph, outlines };
}

function drawMap(map, container, { calm, onChoose, onLost }) {
  const { data } = map;
  const { graph, outlines } = buildGraph(map);
  const narrow = new Set(data.narrowLabels);
  const share = () => container.clientWidth / data.width;
  const isNarrow = () => share() < 0.6;
  let lit = null; // the nodes that are shown while others fade; null: all
  let focus = null;
  let named = new Set();

  // Sigma has no text of its own: a heading is the name of a node that is not seen.
  function heading(own) {
    // On a phone the map goes to the very edge, words do not.
    const beside = ["start", isNarrow() ? 18 : 0, 0];
    return { ...own, label: own.name, size: 1, atRest: 1, color: INK, forceLabel: true, weight: 4, beside };
  }

  function isNamed(at, own) {
    if (lit) return named.has(at);
    return isNarrow() ? narrow.has(at) : own.chosen !== undefined;
  }

  function node(key, own) {
    if (own.heading) return heading(own);
    const at = Number(key);
    const scale = share();
    const size = own.radius * Math.max(scale, isNarrow() ? 0.42 : 0.7);
    const shown = !lit || lit.has(at);
    const forced = isNamed(at, own);
    const placed = own.chosen && !isNarrow() ? own.chosen.at : null;
    return {
      ...own,
      size: shown ? size : size * 0.8,
      atRest: size,
      color: shown ? own.plain : FADED,
      label: own.chosen && at !== focus ? own.chosen.text : own.name,
      forceLabel: forced,
      weight: at === focus ? 3 : forced ? 2 : shown ? 1 : 0,
      beside: placed && [placed[0], placed[1] * scale, placed[2] * scale],
      zIndex: at === focus ? 2 : shown ? 1 : 0,
    };
  }

  function edge(key, own) {
    const thin = 0.8;
    if (!lit) return { color: own.plain, size: thin };
    const ends = graph.extremities(key).map(Number);
    if (!ends.every((end) => lit.has(end))) return { color: FADED_LINE, size: thin, zIndex: 0 };
    const strong = focus === null || ends.includes(focus);
    return { color: strong ? LIT_LINE : INK_LINE, size: strong ? 2 * thin : thin, zIndex: 1 };
  }

  // Sigma draws once before its constructor returns.
  let camera = { ratio: 1 };
  const labels = labelWriter(() => (isNarrow() ? 12 : 13));
  const renderer = new sigma.Sigma(graph, container, {
    nodeProgramClasses: { symbol: symbolProgram(outlines) },
    nodeReducer: node,
    edgeReducer: edge,
    defaultDrawNodeLabel: (context, one) => {
      if (!one.forceLabel && (camera.ratio > CLOSE || one.weight < 1)) return;
      labels.collect(context, one);
    },
    defaultDrawNodeHover: (context, one) => one.heading || labels.hover(context, one),
    labelRenderedSizeThreshold: 4,
    labelDensity: 2,
    minEdgeThickness: isNarrow() ? 1 : 1.6, // thinner lines fade into the paper
    minCameraRatio: 0.08,
    maxCameraRatio: 1.4,
    stagePadding: 0,
    zIndex: true,
    zoomDuration: calm ? 0 : 250,
    inertiaDuration: calm ? 0 : 200,
    doubleClickZoomingDuration: calm ? 0 : 200,
    enableCameraRotation: false,
  });
  camera = renderer.getCamera();
  renderer.on("beforeRender", labels.forget);
  renderer.on("afterRender", labels.writeAll);
  // The very places of the printed map: the frame is its frame, not what happens to be drawn.
  renderer.setCustomBBox({ x: [0, data.width], y: [0, data.height] });
  renderer.refresh();
  const isHeading = (key) => key.startsWith("heading");
  renderer.on("clickNode", ({ node: key }) => onChoose(isHeading(key) ? null : Number(key)));
  renderer.on("clickStage", () => onChoose(null));
  renderer.on("enterNode", ({ node: key }) => container.classList.toggle("over", !isHeading(key)));
  renderer.on("leaveNode", () => container.classList.remove("over"));
  renderer.on("resize", () => renderer.refresh());
  for (const canvas of Object.values(renderer.getCanvases())) {
    canvas.addEventListener("webglcontextlost", onLost);
  }

  // Of those lit, the names of few: the chosen one, and those with most partners.
  function mostPartners(nodes, chosen) {
    const organizations = nodes.filter((at) => !map.isProject(at) && at !== chosen);
    organizations.sort((one, other) => data.partnersOf[other] - data.partnersOf[one]);
    return [...(chosen === null ? [] : [chosen]), ...organizations.slice(0, MOST_NAMED)];
  }

  const move = (state) => camera.animate(state, { duration: calm ? 0 : 250 });

  return {
    stop: () => renderer.kill(),
    show(nodes, chosen = null) {
      lit = nodes;
      focus = chosen;
      named = new Set(nodes ? mostPartners([...nodes], chosen) : []);
      renderer.refresh();
      // Where the map has been enlarged, what was chosen may be out of sight.
      if (chosen !== null && camera.ratio < 0.95) {
        const { x, y } = renderer.getNodeDisplayData(String(chosen));
        move({ x, y });
      }
    },
    zoom: (by) => move({ ratio: camera.getBoundedRatio(camera.ratio * by) }),
    pan: (x, y) => move({ x: camera.x + x * camera.ratio, y: camera.y + y * camera.ratio }),
    reset: () => move({ x: 0.5, y: 0.5, ratio: 1, angle: 0 }),
  };
}
