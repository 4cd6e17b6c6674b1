// The second part of the page's script, which draws: see view.js.

// ---- Drawing, back to front.

function css(name) { return getComputedStyle(document.documentElement).getPropertyValue(name).trim(); }

function draw() {
  if (!scheduled) {
    scheduled = true;
    requestAnimationFrame(() => { scheduled = false; paint(); });
  }
}

function paint() {
  const began = performance.now();
  ctx.setTransform(dpr, 0, 0, dpr, 0, 0);
  ctx.fillStyle = css('--sea');
  ctx.fillRect(0, 0, W, H);
  if ($('cells').checked) paintCells();
  const labels = $('grid').checked ? paintGraticule() : [];
  if (colours) paintDots();
  if ($('area').checked) {
    ctx.strokeStyle = css('--area');
    ctx.lineWidth = 1.6;
    for (const line of area) { trace(line, proj.turn / 2); ctx.stroke(); }
  }
  for (const i of [hovered, chosen]) {
    if (i >= 0) {
      ctx.strokeStyle = css('--mark');
      ctx.lineWidth = 2;
      ctx.beginPath();
      ctx.arc(sx(X[i]), sy(Y[i]), dotSize() / 2 + 4, 0, 2 * Math.PI);
      ctx.stroke();
    }
  }
  if (aimed) {
    ctx.strokeStyle = css('--mark');
    ctx.lineWidth = 1;
    ctx.beginPath();
    ctx.moveTo(W / 2 - 8, H / 2); ctx.lineTo(W / 2 + 8, H / 2);
    ctx.moveTo(W / 2, H / 2 - 8); ctx.lineTo(W / 2, H / 2 + 8);
    ctx.stroke();
  }
  ctx.font = '12px system-ui, "DejaVu Sans", sans-serif';
  for (const [text, x, y, align] of labels) {
    ctx.textAlign = align;
    halo(text, x, y);
  }
  paintLengths();
  paintLegend();
  $('count').textContent = meta.countText + (visible < n ? ', ' + visible.toLocaleString('en') + ' in view' : '');
  canvas.dataset.milliseconds = (performance.now() - began).toFixed(1);
  canvas.dataset.paints = Number(canvas.dataset.paints || 0) + 1;
}

function trace(line, jump = Infinity) {
  ctx.beginPath();
  for (let i = 0; i < line.length; i += 2) {
    const gap = i === 0 || Math.abs(line[i] - line[i - 2]) > jump;
    ctx[gap ? 'moveTo' : 'lineTo'](sx(line[i]), sy(line[i + 1]));
  }
}

function paintCells() {
  const most = Math.max(1, ...meta.cells.map((cell) => cell.count));
  ctx.lineWidth = 0.7;
  ctx.strokeStyle = 'rgba(' + css('--cell') + ',0.7)';
  for (const cell of cells) {
    ctx.fillStyle = 'rgba(' + css('--cell') + ',' + (0.08 + 0.3 * Math.sqrt(cell.count / most)) + ')';
    for (const ring of cell.rings) { trace(ring); ctx.fill(); ctx.stroke(); }
  }
}

function paintDots() {
  const size = Math.max(1, Math.round(dotSize() * dpr)), r = size / 2;
  const w = dots.width, h = dots.height, spans = [];
  for (let row = 0; row < size; row++) {
    const half = Math.sqrt(Math.max(0, r * r - (row + 0.5 - r) ** 2));
    spans.push(Math.round(r - half), Math.round(r + half));
  }
  pixels.fill(0);
  const k = view.k * dpr, ox = w / 2 - view.x * k - r + 0.5, oy = h / 2 + view.y * k - r + 0.5;
  visible = 0;
  // Those without a value first, below the others.
  for (let turn = 0; turn < 2; turn++) {
    for (let i = 0; i < n; i++) {
      if ((colours[i] === 0) !== (turn === 0)) continue;
      const fx = X[i] * k + ox, fy = oy - Y[i] * k;
      if (!(fx > -size && fx < w && fy > -size && fy < h)) continue;
      visible++;
      const x = Math.floor(fx), y = Math.floor(fy), colour = turn ? colours[i] : noColour;
      for (let row = 0; row < size; row++) {
        const at = y + row;
        if (at < 0 || at >= h) continue;
        const from = Math.max(0, x + spans[2 * row]), to = Math.min(w, x + spans[2 * row + 1]);
        for (let p = at * w + from, end = at * w + to; p < end; p++) pixels[p] = colour;
      }
    }
  }
  dotCtx.putImageData(image, 0, 0);
  ctx.drawImage(dots, 0, 0, W, H);
}

function step(extent, degrees) {
  const rough = extent / 5;
  if (degrees && rough >= 1.5) return [2, 5, 10, 15, 30, 45, 90].reduce((a, b) => Math.abs(b - rough) < Math.abs(a - rough) ? b : a);
  const power = Math.pow(10, Math.floor(Math.log10(rough))), ratio = rough / power;
  return power * (ratio < 1.5 ? 1 : ratio < 3.5 ? 2 : ratio < 7.5 ? 5 : 10);
}

function degrees(value, by, plus, minus) {
  const text = Math.abs(value).toFixed(Math.max(0, Math.min(9, -Math.floor(Math.log10(by) + 1e-9))));
  return text + '°' + (Math.abs(value) < by / 2 || Math.abs(value) === 180 ? '' : value < 0 ? minus : plus);
}

function paintGraticule() {
  let west = Infinity, east = -Infinity, south = 90, north = -90;
  for (let i = 0; i <= 40; i++) {
    for (let k = 0; k <= 40; k++) {
      const [l, p] = proj.from(view.x + (i / 40 - 0.5) * W / view.k, view.y + (k / 40 - 0.5) * H / view.k);
      west = Math.min(west, l); east = Math.max(east, l); south = Math.min(south, p); north = Math.max(north, p);
    }
  }
  const pole = proj.name === 'polar' && sx(0) > 0 && sx(0) < W && sy(0) > 0 && sy(0) < H;
  if (proj.name === 'plate' || pole) {
    west = Math.max(proj.middle - 180, pole ? -Infinity : west);
    east = Math.min(proj.middle + 180, pole ? Infinity : east);
  }
  if (pole) [south, north] = proj.side > 0 ? [south, 90] : [-90, north];
  south = Math.max(-90, south);
  north = Math.min(90, north);
  const dl = step(east - west, true), dp = step(north - south, true), labels = [], taken = [];
  const place = (text, x, y, align) => {
    const wide = text.length * 7 + 8, left = align === 'center' ? x - wide / 2 : x;
    if (taken.every((t) => left + wide < t[0] || left > t[0] + t[2] || Math.abs(y - t[1]) > 15)) {
      taken.push([left, y, wide]);
      labels.push([text, x, y, align]);
    }
  };
  ctx.strokeStyle = css('--grid');
  ctx.lineWidth = 1;
  const line = (at, text, meridian) => {
    const flat = [];
    for (let i = 0; i <= 120; i++) flat.push(...at(i / 120));
    trace(flat);
    ctx.stroke();
    const sides = meridian ? [2, 0, 1, 3] : pole ? [1, 3, 2, 0] : [1, 3];
    for (const side of sides) {
      const out = crossing(flat, side);
      if (out) {
        if (side === 2) place(text, out[0], H - 8, 'center');
        else if (side === 0) place(text, out[0], 16, 'center');
        else if (out[1] > 16) place(text, side === 1 ? 6 : W - 48, out[1] - 4, 'left');
        return;
      }
    }
    if (!meridian) place(text, sx(flat[150]) + 3, sy(flat[151]) - 3, 'left');
  };
  for (let i = Math.ceil(west / dl - 1e-9); i * dl <= east + 1e-9; i++) {
    if (pole && i * dl > east - dl / 2) break;
    line((t) => proj.to(i * dl, south + (north - south) * t), degrees(near(i * dl, 0), dl, 'E', 'W'), true);
  }
  for (let i = Math.ceil(south / dp - 1e-9); i * dp <= north + 1e-9; i++) {
    if (Math.abs(i * dp) < 90 || proj.name === 'plate') line((t) => proj.to(west + (east - west) * t, i * dp), degrees(i * dp, dp, 'N', 'S'), false);
  }
  return labels;
}

// Where a line crosses a side of the map: 0 above, 1 left, 2 below, 3 right.
function crossing(flat, side) {
  const level = side % 2 === 0, at = [0, 0, H, W][side], end = level ? W : H;
  for (let i = 2; i < flat.length; i += 2) {
    const a = [sx(flat[i - 2]), sy(flat[i - 1])], b = [sx(flat[i]), sy(flat[i + 1])];
    const over = level ? 1 : 0, along = 1 - over;
    if (a[over] !== b[over] && (a[over] - at) * (b[over] - at) <= 1e-6 * W) {
      const part = Math.max(0, Math.min(1, (at - a[over]) / (b[over] - a[over])));
      const where = a[along] + (b[along] - a[along]) * part;
      if (where >= 0 && where <= end) return level ? [where, at] : [at, where];
    }
  }
  return null;
}

function halo(text, x, y) {
  ctx.lineJoin = 'round';
  ctx.lineWidth = 3;
  ctx.strokeStyle = css('--sea');
  ctx.strokeText(text, x, y);
  ctx.fillStyle = css('--faint');
  ctx.fillText(text, x, y);
}

function paintLengths() {
  const k = view.k * proj.scale(proj.from(view.x, view.y)[1]), metres = step(Math.min(W, 900) / 1.6 / k);
  const wide = metres * k, x = 16, y = H - 34;
  if (!(wide > 10 && wide < W / 2)) return;
  ctx.strokeStyle = ctx.fillStyle = css('--text');
  ctx.lineWidth = 2;
  ctx.beginPath();
  ctx.moveTo(x, y - 4); ctx.lineTo(x, y); ctx.lineTo(x + wide, y); ctx.lineTo(x + wide, y - 4);
  ctx.stroke();
  ctx.textAlign = 'left';
  halo(metres >= 1000 ? (metres / 1000).toLocaleString('en') + ' km' : metres.toLocaleString('en') + ' m', x + 4, y - 7);
}

function tickText(value, by) {
  if (colouring().time) return timeText(value);
  const most = Math.max(Math.abs(low), Math.abs(high));
  if (most >= 1e7 || by < 1e-5) return Number(value.toPrecision(5)).toString();
  const digits = Math.max(0, -Math.floor(Math.log10(by) + 1e-9));
  return value.toLocaleString('en', {minimumFractionDigits: digits, maximumFractionDigits: digits});
}

function timeText(seconds) {
  const date = new Date(seconds * 1000);
  return isNaN(date) ? '' : high - low > 432000 ? date.toISOString().slice(0, 10) : date.toISOString().slice(5, 19).replace('T', ' ');
}

function colouring() { return meta.columns[Number($('by').value)] || {}; }

function paintLegend() {
  if (!by || !by.known) return;
  const tall = Math.max(80, Math.min(260, H - 180)), x = W - 110, y = 78, c = colouring();
  ctx.globalAlpha = 0.85;
  ctx.fillStyle = css('--sea');
  ctx.fillRect(x - 10, y - 38, 112, tall + (by.known < n ? 72 : 50));
  ctx.globalAlpha = 1;
  for (let i = 0; i < tall; i++) {
    ctx.fillStyle = '#' + shade(1 - i / (tall - 1)).toString(16).padStart(6, '0');
    ctx.fillRect(x, y + i, 16, 1.5);
  }
  ctx.strokeStyle = ctx.fillStyle = css('--text');
  ctx.lineWidth = 1;
  ctx.textAlign = 'left';
  const cut = (text) => text.length > 15 ? text.slice(0, 14) + '…' : text;
  ctx.fillText(cut(c.name), x, y - (c.unit ? 23 : 9));
  if (c.unit) ctx.fillText(cut(c.unit), x, y - 9);
  let by_ = step(high - low);
  if (!/^f/.test(c.type) && !c.time) by_ = Math.max(1, by_);
  const ticks = [];
  if (c.time) for (let i = 0; i <= 4; i++) ticks.push(low + (high - low) * i / 4);
  else for (let i = Math.ceil(low / by_); i * by_ <= high && ticks.length < 20; i++) ticks.push(i * by_ || 0);
  for (const value of ticks) {
    const at = y + tall * (1 - (value - low) / (high - low));
    ctx.fillRect(x + 16, at - 0.5, 4, 1);
    ctx.fillText(tickText(value, by_), x + 23, at + 4);
  }
  if (by.known < n) {
    ctx.fillStyle = css('--none');
    ctx.fillRect(x, y + tall + 12, 16, 10);
    ctx.fillStyle = css('--text');
    ctx.fillText('no value', x + 23, y + tall + 22);
  }
}

// ---- Colours.

let noColour = 0;

function shade(share) {
  const at = Math.max(0, Math.min(1, share)) * (VIRIDIS.length - 1), i = Math.min(VIRIDIS.length - 2, Math.floor(at));
  let rgb = 0;
  for (const shift of [16, 8, 0]) {
    const a = VIRIDIS[i] >> shift & 255, b = VIRIDIS[i + 1] >> shift & 255;
    rgb |= Math.round(a + (b - a) * (at - i)) << shift;
  }
  return rgb;
}

// Pixels are red, green, blue, opacity in memory, which is little-endian wherever browsers run.
function pixel(rgb) { return (0xFF000000 | (rgb & 255) << 16 | rgb & 0xFF00 | rgb >> 16) >>> 0; }

function paintColours() {
  const table = new Uint32Array(256);
  for (let i = 0; i < 256; i++) table[i] = pixel(shade(i / 255));
  noColour = pixel(parseInt(css('--none').slice(1), 16));
  colours = new Uint32Array(n);
  const plain = pixel(0x31688E);
  for (let i = 0; i < n; i++) {
    const v = by ? by.numbers[i] : NaN;
    colours[i] = !by ? plain : !isFinite(v) ? 0 : table[Math.max(0, Math.min(255, Math.round((v - low) / (high - low) * 255)))];
  }
  draw();
}

function usualRange() {
  const known = by.numbers.filter(Number.isFinite).sort(), cut = Math.floor(known.length / 100);
  by.known = known.length;
  low = known.length ? known[cut] : 0;
  high = known.length ? known[known.length - 1 - cut] : 1;
  if (!(high > low)) high = low + Math.max(1, Math.abs(low) * 1e-6);
  showRange();
}

function showRange() {
  const write = (value) => colouring().time ? new Date(value * 1000).toISOString().slice(0, 19) : String(Number(value.toPrecision(7)));
  $('low').value = write(low);
  $('high').value = write(high);
  for (const id of ['low', 'high']) $(id).removeAttribute('aria-invalid');
}

function takeRange() {
  const take = (id) => {
    const text = $(id).value.trim();
    const value = text === '' ? NaN : colouring().time ? Date.parse(text + (/Z$|[+-]\d\d:\d\d$/.test(text) || text.length < 11 ? '' : 'Z')) / 1000 : Number(text);
    $(id).setAttribute('aria-invalid', !isFinite(value));
    return value;
  };
  const from = take('low'), to = take('high');
  if (isFinite(from) && isFinite(to) && from < to) {
    low = from;
    high = to;
    paintColours();
  } else if (from >= to) {
    $('high').setAttribute('aria-invalid', true);
  }
}

async function colourBy() {
  const c = colouring(), data = await column(c);
  if (c !== colouring()) return;
  by = {numbers: numbers(c, data), known: 0};
  $('meaning').textContent = c.about || '';
  usualRange();
  paintColours();
}

