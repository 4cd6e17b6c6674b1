// The script of the page that 'groundtrack view' writes; with view-paint.js it is one function.

const $ = (id) => document.getElementById(id);
const meta = JSON.parse($('meta').textContent);
const n = meta.shown;
const RADIUS = 6371007, RAD = Math.PI / 180;
const VIRIDIS = [0x440154, 0x482878, 0x3E4989, 0x31688E, 0x26828E, 0x1F9E89, 0x35B779, 0x6DCD59, 0xB4DE2C, 0xFDE725];
const canvas = $('map'), ctx = canvas.getContext('2d');
const dots = document.createElement('canvas'), dotCtx = dots.getContext('2d');
const view = {x: 0, y: 0, k: 1, fit: 1};
let W = 1, H = 1, dpr = 1, image, pixels;
let lon, lat, X = new Float64Array(0), Y = X, proj, area = [], cells = [];
let colours, by, low = 0, high = 1, chosen = -1, hovered = -1, aimed = false, visible = 0, scheduled = false, fitted = false;

// ---- What is in the page: columns are unpacked when they are first needed.

const WIDTHS = {f4: Float32Array, f8: Float64Array, i4: Int32Array, u4: Uint32Array, i8: BigInt64Array, u8: BigUint64Array, text: Uint32Array};
const unpacked = new Map();

async function unpack(id) {
  const text = atob($(id).textContent.trim());
  const packed = new Uint8Array(text.length);
  for (let i = 0; i < packed.length; i++) packed[i] = text.charCodeAt(i);
  $(id).textContent = '';
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

// First a byte for each row that says whether it has no value, if any has none; then the values'
// first bytes, their second bytes and so on, which packs better.
async function read(id, type, masked) {
  const bytes = await unpack(id);
  const size = WIDTHS[type].BYTES_PER_ELEMENT, from = masked ? n : 0;
  const own = new Uint8Array(n * size);
  for (let j = 0; j < size; j++) {
    for (let i = 0, at = from + j * n; i < n; i++) own[i * size + j] = bytes[at + i];
  }
  return {values: new WIDTHS[type](own.buffer), none: masked ? bytes.subarray(0, n) : null};
}

function column(c) {
  if (!unpacked.has(c)) unpacked.set(c, read(c.id, c.type, c.masked));
  return unpacked.get(c);
}

function numbers(c, data) {
  const out = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    out[i] = data.none && data.none[i] ? NaN : c.time ? Number(data.values[i]) * (c.time / 1e9) : Number(data.values[i]);
  }
  return out;
}

function instant(nanos) {
  const second = 1000000000n;
  const rest = ((nanos % second) + second) % second;
  const date = new Date(Number((nanos - rest) / second) * 1000);
  if (isNaN(date)) return nanos + ' ns since 1970';
  const part = String(rest).padStart(9, '0').replace(/0+$/, '');
  return date.toISOString().slice(0, 19).replace('T', ' ') + (part ? '.' + part : '');
}

function single(value) {
  for (let digits = 6; digits < 9; digits++) {
    const text = Number(value.toPrecision(digits));
    if (Math.fround(text) === value) return String(text);
  }
  return String(value);
}

// The value as text, or null if there is none.
function textOf(c, data, i) {
  if (data.none && data.none[i]) return null;
  const value = data.values[i];
  if (c.type === 'text') return c.texts[value];
  if (c.time) return instant(value * BigInt(c.time)) + (c.utc ? ' UTC' : '');
  if (typeof value === 'number' && isNaN(value)) return null;
  return c.type === 'f4' ? single(value) : String(value);
}

// ---- Projections: the earth is a sphere. Metres; longitudes within half a turn of the middle.

function near(longitude, middle) {
  const away = longitude - middle;
  return Math.abs(away) <= 180 ? longitude : longitude - 360 * Math.round(away / 360);
}

function plate(middle, trueAt) {
  const squeeze = Math.cos(trueAt * RAD);
  return {
    name: 'plate', middle, turn: 2 * Math.PI * RADIUS * squeeze,
    to: (l, p) => [RADIUS * squeeze * RAD * (near(l, middle) - middle), RADIUS * RAD * p],
    from: (x, y) => [middle + x / (RADIUS * squeeze * RAD), y / (RADIUS * RAD)],
    scale: (p) => squeeze / Math.max(1e-9, Math.cos(p * RAD)),
  };
}

function polar(side, middle, trueAt) {
  const doubled = RADIUS * (1 + Math.sin(Math.abs(trueAt) * RAD));
  return {
    name: 'polar', middle, side, turn: Infinity,
    to: (l, p) => {
      const r = doubled * Math.tan((90 - side * p) * RAD / 2), turn = (l - middle) * RAD;
      return [r * Math.sin(turn), -side * r * Math.cos(turn)];
    },
    from: (x, y) => [middle + Math.atan2(x, -side * y) / RAD, side * (90 - 2 * Math.atan(Math.hypot(x, y) / doubled) / RAD)],
    scale: (p) => doubled / RADIUS / Math.max(1e-9, 1 + side * Math.sin(p * RAD)),
  };
}

// A line, or a ring, with points between what lies far apart.
function lines(flats, step) {
  return flats.map((flat) => {
    const out = [];
    for (let i = 0; i < flat.length; i += 2) {
      const pieces = i === 0 ? 1 : Math.max(1, Math.min(1000, Math.ceil(Math.max(Math.abs(flat[i] - flat[i - 2]), Math.abs(flat[i + 1] - flat[i - 1])) / step)));
      for (let k = 1; k <= pieces; k++) {
        const part = i === 0 ? 0 : 1 - k / pieces, j = i === 0 ? 0 : i - 2;
        const [x, y] = proj.to(flat[i] + (flat[j] - flat[i]) * part, flat[i + 1] + (flat[j + 1] - flat[i + 1]) * part);
        out.push(x, y);
      }
    }
    return out;
  });
}

function setProjection(name) {
  const m = meta.map;
  proj = name === 'polar' ? polar(m.side, m.upright, m.trueAt) : plate(m.middle, Math.max(-80, Math.min(80, m.trueAt)));
  X = new Float64Array(n);
  Y = new Float64Array(n);
  for (let i = 0; i < n; i++) [X[i], Y[i]] = proj.to(lon[i], lat[i]);
  area = lines(meta.area, 0.5);
  cells = meta.cells.map((cell) => ({count: cell.count, rings: lines(cell.rings, 5)}));
  fit();
}

// ---- The view: x and y of the middle, metres; k, pixels of the screen per metre.

function fit() {
  let x0 = Infinity, y0 = Infinity, x1 = -Infinity, y1 = -Infinity;
  const take = (x, y) => {
    if (Math.abs(x) < 1e8 && Math.abs(y) < 1e8) {
      x0 = Math.min(x0, x); x1 = Math.max(x1, x); y0 = Math.min(y0, y); y1 = Math.max(y1, y);
    }
  };
  for (const line of area) for (let i = 0; i < line.length; i += 2) take(line[i], line[i + 1]);
  if (!area.length) for (let i = 0; i < n; i++) take(X[i], Y[i]);
  if (x0 > x1) { x0 = y0 = -RADIUS; x1 = y1 = RADIUS; }
  view.x = (x0 + x1) / 2;
  view.y = (y0 + y1) / 2;
  // The scale of colours is at the right.
  const right = W > 500 && meta.by >= 0 ? 120 : 0;
  view.fit = view.k = 0.88 * Math.min((W - right) / Math.max(100, x1 - x0), H / Math.max(100, y1 - y0));
  view.x += right / 2 / view.k;
  fitted = true;
  draw();
}

function zoom(factor, px = W / 2, py = H / 2) {
  const k = Math.max(1e-6, Math.min(50, view.k * factor));
  const dx = (px - W / 2), dy = (H / 2 - py);
  view.x += dx / view.k - dx / k;
  view.y += dy / view.k - dy / k;
  view.k = k;
  fitted = false;
  draw();
}

function pan(dx, dy) {
  view.x -= dx / view.k;
  view.y += dy / view.k;
  fitted = false;
  draw();
}

const sx = (x) => W / 2 + (x - view.x) * view.k;
const sy = (y) => H / 2 - (y - view.y) * view.k;

function dotSize() {
  const base = Math.max(1.6, Math.min(6, Math.sqrt(W * H / Math.max(1, n))));
  return Math.min(14, base * Math.pow(Math.max(1, view.k / view.fit), 0.25)) * Number($('size').value);
}

// ---- Points: the one at a place of the screen, and what it says.

function nearest(px, py, reach) {
  let best = -1, least = reach * reach;
  for (let i = 0; i < n; i++) {
    const dx = sx(X[i]) - px, dy = sy(Y[i]) - py, far = dx * dx + dy * dy;
    if (far < least) { least = far; best = i; }
  }
  return best;
}

async function choose(i) {
  chosen = i;
  draw();
  const data = i < 0 ? [] : await Promise.all(meta.columns.map(column));
  if (chosen !== i) return;
  const list = $('point');
  list.replaceChildren();
  $('nopoint').hidden = i >= 0;
  data.forEach((each, k) => {
    const c = meta.columns[k], text = textOf(c, each, i);
    const name = document.createElement('dt'), value = document.createElement('dd');
    name.textContent = c.name;
    name.title = c.about || '';
    value.textContent = text === null ? 'no value' : text + (c.unit && !c.time ? ' ' + c.unit : '');
    value.className = text === null ? 'none' : '';
    list.append(name, value);
  });
  list.dataset.point = i;
}

async function hover(px, py) {
  const i = nearest(px, py, 10);
  if (i === hovered) return;
  hovered = i;
  draw();
  const c = colouring();
  if (i < 0 || !c.name) { $('hint').hidden = true; return; }
  const text = textOf(c, await column(c), i);
  if (i !== hovered) return;
  $('hint').textContent = c.name + ': ' + (text === null ? 'no value' : text + (c.unit && !c.time ? ' ' + c.unit : ''));
  $('hint').style.left = Math.min(px + 14, W - 200) + 'px';
  $('hint').style.top = Math.min(py + 14, H - 50) + 'px';
  $('hint').hidden = false;
}

// ---- Mouse, touch, keys.

const held = new Map();
let moved = 0;
const spot = (e) => { const box = canvas.getBoundingClientRect(); return [e.clientX - box.left, e.clientY - box.top]; };

canvas.addEventListener('pointerdown', (e) => {
  canvas.setPointerCapture(e.pointerId);
  held.set(e.pointerId, spot(e));
  aimed = false;
  if (held.size === 1) moved = 0;
});
canvas.addEventListener('pointermove', (e) => {
  const [x, y] = spot(e);
  if (!held.has(e.pointerId)) { if (e.pointerType === 'mouse') hover(x, y); return; }
  const before = held.get(e.pointerId), others = [...held].filter(([id]) => id !== e.pointerId);
  held.set(e.pointerId, [x, y]);
  if (others.length) {
    const [ax, ay] = others[0][1], was = Math.hypot(before[0] - ax, before[1] - ay), is = Math.hypot(x - ax, y - ay);
    pan((x - before[0]) / 2, (y - before[1]) / 2);
    if (was > 0 && is > 0) zoom(is / was, (x + ax) / 2, (y + ay) / 2);
    moved = 99;
  } else {
    moved += Math.abs(x - before[0]) + Math.abs(y - before[1]);
    if (moved > 4) pan(x - before[0], y - before[1]);
  }
});
for (const end of ['pointerup', 'pointercancel']) {
  canvas.addEventListener(end, (e) => {
    if (held.delete(e.pointerId) && end === 'pointerup' && moved <= 4 && !held.size) choose(nearest(...spot(e), e.pointerType === 'mouse' ? 12 : 24));
  });
}
canvas.addEventListener('pointerleave', () => { hovered = -1; $('hint').hidden = true; draw(); });
canvas.addEventListener('wheel', (e) => {
  e.preventDefault();
  zoom(Math.exp(-Math.max(-200, Math.min(200, e.deltaY * (e.deltaMode ? 30 : 1))) * 0.002), ...spot(e));
}, {passive: false});
canvas.addEventListener('keydown', (e) => {
  const far = 60;
  const act = {
    ArrowLeft: () => pan(far, 0), ArrowRight: () => pan(-far, 0), ArrowUp: () => pan(0, far), ArrowDown: () => pan(0, -far),
    '+': () => zoom(1.4), '=': () => zoom(1.4), '-': () => zoom(1 / 1.4), '0': fit, Home: fit,
    Enter: () => choose(nearest(W / 2, H / 2, Infinity)), Escape: () => choose(-1),
  }[e.key];
  if (act && !e.ctrlKey && !e.metaKey && !e.altKey) {
    e.preventDefault();
    aimed = true;
    act();
  }
});
$('closer').addEventListener('click', () => zoom(1.6));
$('farther').addEventListener('click', () => zoom(1 / 1.6));
$('all').addEventListener('click', fit);
$('save').addEventListener('click', () => canvas.toBlob((blob) => {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = 'points.png';
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}));
for (const id of ['area', 'cells', 'grid', 'size']) $(id).addEventListener('input', draw);
for (const id of ['low', 'high']) $(id).addEventListener('change', takeRange);
$('range').addEventListener('click', () => { if (by) { usualRange(); paintColours(); } });
$('by').addEventListener('change', colourBy);
$('projection').addEventListener('change', () => setProjection($('projection').value));
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', paintColours);

function resize() {
  const box = canvas.getBoundingClientRect(), first = W === 1;
  dpr = Math.min(2, devicePixelRatio || 1);
  W = Math.max(1, box.width);
  H = Math.max(1, box.height);
  canvas.width = dots.width = Math.round(W * dpr);
  canvas.height = dots.height = Math.round(H * dpr);
  image = dotCtx.createImageData(dots.width, dots.height);
  pixels = new Uint32Array(image.data.buffer);
  if (proj && (first || fitted)) fit();
  if (proj && !first) paint();
}

// ---- What does not change, and the first picture.

function describe() {
  document.title = $('title').textContent = meta.title;
  $('count').textContent = meta.countText;
  for (const text of meta.notices) {
    const item = document.createElement('li');
    item.textContent = text;
    $('notices').append(item);
  }
  meta.columns.forEach((c, i) => {
    if (c.type !== 'text') $('by').append(new Option(c.name + (c.unit ? ' (' + c.unit + ')' : ''), i, false, i === meta.by));
  });
  const about = $('about').querySelector('dl');
  for (const [label, texts] of meta.about) {
    about.append(Object.assign(document.createElement('dt'), {textContent: label}));
    for (const text of texts) about.append(Object.assign(document.createElement('dd'), {textContent: text}));
  }
  $('cellnote').textContent = meta.cellNote;
  $('area').disabled = !meta.area.length;
  $('cells').disabled = !meta.cells.length;
  $('projection').value = meta.map.polar ? 'polar' : 'plate';
}

async function start() {
  describe();
  lon = (await read('longitude', 'f8', false)).values;
  lat = (await read('latitude', 'f8', false)).values;
  resize();
  setProjection($('projection').value);
  new ResizeObserver(resize).observe(canvas);
  if (meta.by >= 0) await colourBy(); else paintColours();
  document.documentElement.dataset.ready = 'true';
}

// For tests and the console: where a point is on the screen.
window.groundtrack = {screenOf: (i) => { const box = canvas.getBoundingClientRect(); return [box.left + sx(X[i]), box.top + sy(Y[i])]; }, look: (px, py, closer) => zoom(closer, px, py), view};

start().catch((e) => {
  const item = document.createElement('li');
  item.textContent = 'The points can\'t be shown: ' + (typeof DecompressionStream === 'undefined' ? 'this browser is too old' : e.message);
  $('notices').append(item);
  document.documentElement.dataset.ready = 'failed';
});
