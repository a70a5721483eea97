// Names on the drawn map: those the page chose stand where it placed them; others appear where there is room.

const INK = "#15191D";
const PAPER = "#FBFAF7";

// A box of a label of this frame; no later label may touch it.
const touches = (one, other) =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

function boxOf(label, width, height) {
  const left = { start: label.x, middle: label.x - width / 2, end: label.x - width }[label.anchor];
  return { left, right: left + width, top: label.y - height * 0.8, bottom: label.y + height * 0.3 };
}

// Where the name of a node goes that the page placed nowhere, or that has grown: right of its symbol.
function placed(node, size, grown) {
  if (!node.beside) return { anchor: "start", x: node.x + node.size * 1.5 + 3, y: node.y + 0.35 * size };
  const [anchor, dx, dy] = node.beside;
  const away = { start: 1, middle: 0, end: -1 }[anchor];
  const down = anchor === "middle" ? Math.sign(dy) : 0;
  return { anchor, x: node.x + dx + away * grown, y: node.y + dy + down * grown };
}

function write(context, label, size) {
  context.font = `${label.heading ? 650 : 600} ${size}px "Source Sans 3", "Segoe UI", sans-serif`;
  context.textAlign = label.anchor === "middle" ? "center" : label.anchor === "end" ? "right" : "left";
  context.lineJoin = "round";
  context.lineWidth = 3.5;
  context.strokeStyle = PAPER;
  context.fillStyle = label.heading ? "#4C5157" : INK;
  context.strokeText(label.text, label.x, label.y);
  context.fillText(label.text, label.x, label.y);
}

// Sigma hands over one label at a time; they are written together, weighty ones first, when all are known.
function labelWriter(fontSize) {
  let waiting = [];
  let context = null;

  function collect(drawing, node) {
    context = drawing;
    waiting.push(node);
  }

  function forget() {
    waiting = [];
  }

  function writeAll() {
    const size = fontSize();
    const boxes = [];
    waiting.sort((one, other) => other.weight - one.weight || other.size - one.size);
    for (const node of waiting) {
      const grown = (node.size - node.atRest) * (node.kind === RINGED ? 1.5 : 1);
      const label = { ...placed(node, size, grown), text: node.label, heading: node.heading };
      context.font = `600 ${size}px "Source Sans 3", sans-serif`;
      const box = boxOf(label, context.measureText(node.label).width, size);
      if (boxes.some((other) => touches(box, other))) continue;
      boxes.push(box);
      write(context, label, size);
    }
  }

  function hover(drawing, node) {
    const size = fontSize();
    drawing.font = `600 ${size}px "Source Sans 3", sans-serif`;
    const width = drawing.measureText(node.label).width + 14;
    const ratio = window.devicePixelRatio || 1;
    const right = node.x + node.size + 6 + width <= drawing.canvas.width / ratio;
    const left = right ? node.x + node.size + 6 : node.x - node.size - 6 - width;
    drawing.fillStyle = INK;
    drawing.fillRect(left, node.y - size * 0.95, width, size * 1.9);
    drawing.fillStyle = "#FFF";
    drawing.textAlign = "left";
    drawing.fillText(node.label, left + 7, node.y + 0.35 * size);
  }

  return { collect, forget, writeAll, hover };
}
