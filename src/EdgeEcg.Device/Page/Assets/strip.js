// One event's strip on ECG paper: zoom, calipers, and the model's reconstruction over the abnormal beats.
import { drawPaper, fit, colour, lineWidth, unpack, PX_PER_MM, MM_PER_S, MM_PER_MV } from "./paper.js";
import { nameOf, reasonsOf } from "./words.js";

const LEAD_MM = 32;
const ZOOMS = [0.5, 1, 2, 4];
const GRAB_PX = 14;
const MOST_TRIES = 40;
const TRY_EVERY_MS = 500;
const byId = id => document.getElementById(id);
const sliders = [byId("caliper-1"), byId("caliper-2")];
let shown = null;
let zoom = 1;
let points = [];
let grabbed = null;
let opened = null;

/** A strip is there some seconds after its event: the page asks again while it is open. */
export async function openStrip(event) {
  opened = event.id;
  [zoom, points] = [1, []];
  for (let tries = 0; tries < MOST_TRIES && opened === event.id; tries++) {
    const response = await fetch(`api/strips/${event.id}`);
    await showStrip(event, response);
    if (isHeld(response) || !event.strip_ref) { return; }
    await new Promise(done => setTimeout(done, TRY_EVERY_MS));
  }
}

const isHeld = response => response.status === 200;

async function showStrip(event, response) {
  byId("strip-title").textContent = nameOf(event.code);
  const score = event.score === null ? "" : ` Score ${event.score}, abnormal from ${event.threshold}.`;
  byId("strip-reasons").textContent = isHeld(response)
    ? `Because ${reasonsOf(event.reasons)}.${score}`
    : "This strip is not held: it is not complete yet, or too old, or there is none for this event.";
  shown = isHeld(response) ? await decode(await response.json()) : null;
  byId("strip-tools").hidden = !shown;
  byId("overlay-note").textContent = shown?.departures.length > 0
    ? "Show what the model made of each abnormal beat (dashed)" : "No beat of this strip was judged abnormal in its shape";
  byId("strip-measure").textContent = "Click two points of the strip, drag them, or use the two sliders, to measure.";
  if (!byId("strip").open) { byId("strip").showModal(); }
  draw();
  if (shown) {
    const scroll = byId("strip-canvas").parentElement;
    scroll.scrollLeft = shown.event / shown.rate * pxPerSecond() - scroll.clientWidth / 2;
    placeSliders();
  }
}

async function decode(strip) {
  const to = strip.start_sample_index + strip.samples;
  const response = await fetch(`api/departures/${strip.start_sample_index}-${to}`);
  return {
    rate: strip.rate_sps, event: strip.event_offset_samples, count: strip.samples, start: strip.start_sample_index,
    departures: response.ok ? await response.json() : [],
    leads: strip.channels.map(channel => {
      const raw = unpack(channel);
      const sorted = raw.filter(v => !Number.isNaN(v)).sort((a, b) => a - b);
      const middle = sorted[Math.floor(sorted.length / 2)] ?? 0;
      return raw.map(v => v - middle);
    }),
  };
}

const pxPerSecond = () => MM_PER_S * PX_PER_MM * zoom;
const pxPerUv = () => MM_PER_MV * PX_PER_MM * zoom / 1000;
const heightPx = () => 2 * LEAD_MM * PX_PER_MM * zoom;
const zeroOf = lead => heightPx() * (lead + 0.55) / 2;

function draw() {
  const canvas = byId("strip-canvas");
  const height = heightPx();
  const width = shown ? shown.count / shown.rate * pxPerSecond() : 300;
  canvas.hidden = !shown;
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  canvas.dataset.zoom = zoom;
  byId("strip-scale").textContent = shown
    ? `25 mm/s, 10 mm/mV${zoom === 1 ? "" : `, shown ${zoom} times as large`}. Solid: measured.` : "";
  const context = fit(canvas, width, height);
  if (!shown) {
    return;
  }
  drawPaper(context, width, height, PX_PER_MM * zoom);
  if (byId("overlay").checked) { shown.departures.forEach(beat => drawReconstruction(context, beat)); }
  shown.leads.forEach((lead, i) => drawLead(context, lead, zeroOf(i)));
  drawMarks(context, height);
}

function drawLead(context, lead, zero) {
  context.beginPath();
  let pen = false;
  lead.forEach((value, i) => {
    const [x, y] = [i / shown.rate * pxPerSecond(), zero - value * pxPerUv()];
    if (Number.isNaN(value)) { pen = false; return; }
    if (pen) { context.lineTo(x, y); } else { context.moveTo(x, y); }
    pen = true;
  });
  context.strokeStyle = colour("--trace");
  context.lineWidth = lineWidth();
  context.stroke();
}

// The beat as the model would have it is the beat plus where the model departs from it.
function drawReconstruction(context, beat) {
  beat.leads.forEach((channel, i) => {
    context.beginPath();
    let pen = false;
    unpack(channel).forEach((departure, k) => {
      const s = (beat.position - shown.start) / shown.rate - beat.before_ms / 1000 + k / beat.rate_sps;
      const value = shown.leads[i][Math.round(s * shown.rate)];
      if (value === undefined || Number.isNaN(value)) { pen = false; return; }
      const [x, y] = [s * pxPerSecond(), zeroOf(i) - (value + departure) * pxPerUv()];
      if (pen) { context.lineTo(x, y); } else { context.moveTo(x, y); }
      pen = true;
    });
    context.strokeStyle = colour("--model");
    context.lineWidth = lineWidth() + 0.8;
    context.setLineDash([6, 3]);
    context.stroke();
    context.setLineDash([]);
  });
}

function drawMarks(context, height) {
  const event = shown.event / shown.rate * pxPerSecond();
  context.fillStyle = colour("--alarm");
  context.beginPath();
  context.moveTo(event - 7, 0);
  context.lineTo(event + 7, 0);
  context.lineTo(event, 12);
  context.fill();
  context.strokeStyle = context.fillStyle = colour("--focus");
  context.lineWidth = 2;
  for (const point of points) {
    const [x, y] = [point.s * pxPerSecond(), -point.mv * 1000 * pxPerUv()];
    context.beginPath();
    context.moveTo(x, 0);
    context.lineTo(x, height);
    context.moveTo(x - 9, y);
    context.lineTo(x + 9, y);
    context.stroke();
    context.fillRect(x - 4, 0, 8, 8);
  }
}

const pointAt = pointer => ({ s: pointer.offsetX / pxPerSecond(), mv: -pointer.offsetY / (1000 * pxPerUv()) });

function press(pointer) {
  const near = points.findIndex(point => Math.abs(point.s * pxPerSecond() - pointer.offsetX) < GRAB_PX);
  if (near >= 0 && points.length === 2) {
    grabbed = near;
    byId("strip-canvas").setPointerCapture(pointer.pointerId);
  } else {
    points = points.length === 2 ? [pointAt(pointer)] : [...points, pointAt(pointer)];
  }
  tell();
}

function move(pointer) {
  if (grabbed !== null) {
    points[grabbed] = pointAt(pointer);
    tell();
  }
}

// By keys: a caliper stands where the first channel is at that time.
function slide(i) {
  const at = s => ({ s, mv: (heightOf(s) - zeroOf(0) / pxPerUv()) / 1000 });
  const other = points[1 - i] ?? at(Number(sliders[1 - i].value));
  points[i] = at(Number(sliders[i].value));
  points[1 - i] = other;
  tell();
}

function heightOf(s) {
  const value = shown.leads[0][Math.min(shown.count - 1, Math.round(s * shown.rate))];
  return Number.isNaN(value) ? 0 : value;
}

function placeSliders() {
  const event = shown.event / shown.rate;
  sliders.forEach((slider, i) => {
    slider.max = shown.count / shown.rate;
    slider.value = event - 0.4 * (1 - i);
  });
}

function tell() {
  if (points.length === 2) {
    const ms = Math.abs(points[1].s - points[0].s) * 1000;
    const rate = ms > 200 ? `, ${Math.round(60000 / ms)} per minute` : "";
    byId("strip-measure").textContent =
      `${Math.round(ms)} ms${rate}, ${Math.abs(points[1].mv - points[0].mv).toFixed(2)} mV`;
    points.forEach((point, i) => { sliders[i].value = point.s; });
  }
  draw();
}

function setZoom(step) {
  const scroll = byId("strip-canvas").parentElement;
  const middle = (scroll.scrollLeft + scroll.clientWidth / 2) / pxPerSecond();
  zoom = ZOOMS[Math.min(ZOOMS.length - 1, Math.max(0, ZOOMS.indexOf(zoom) + step))];
  draw();
  scroll.scrollLeft = middle * pxPerSecond() - scroll.clientWidth / 2;
}

byId("zoom-in").addEventListener("click", () => setZoom(1));
byId("zoom-out").addEventListener("click", () => setZoom(-1));
byId("strip-close").addEventListener("click", () => byId("strip").close());
byId("strip").addEventListener("close", () => { opened = null; });
byId("overlay").addEventListener("change", draw);
byId("strip-canvas").addEventListener("pointerdown", press);
byId("strip-canvas").addEventListener("pointermove", move);
byId("strip-canvas").addEventListener("pointerup", () => { grabbed = null; });
sliders.forEach((slider, i) => slider.addEventListener("input", () => slide(i)));
