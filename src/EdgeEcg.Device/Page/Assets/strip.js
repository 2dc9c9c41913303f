// One event's strip on ECG paper: zoom, and measure between two points.
import { drawPaper, fit, colour, PX_PER_MM, MM_PER_S, MM_PER_MV, MISSING } from "./paper.js";
import { nameOf, reasonsOf } from "./words.js";

const LEAD_MM = 32;
const ZOOMS = [0.5, 1, 2, 4];
const byId = id => document.getElementById(id);
let shown = null;
let zoom = 1;
let points = [];

export async function openStrip(event) {
  const response = await fetch(`api/strips/${event.id}`);
  byId("strip-title").textContent = nameOf(event.code);
  const score = event.score === null ? "" : ` Score ${event.score}, abnormal from ${event.threshold}.`;
  byId("strip-reasons").textContent = response.ok
    ? `Because ${reasonsOf(event.reasons)}.${score}`
    : "This strip is not held: it is not complete yet, or too old, or there is none for this event.";
  shown = response.ok ? decode(await response.json()) : null;
  [zoom, points] = [1, []];
  byId("strip").showModal();
  draw();
  const scroll = byId("strip-canvas").parentElement;
  if (shown) {
    scroll.scrollLeft = shown.event / shown.rate * pxPerSecond() - scroll.clientWidth / 2;
  }
}

function decode(strip) {
  return {
    rate: strip.rate_sps, event: strip.event_offset_samples, count: strip.samples,
    leads: strip.channels.map(channel => {
      const bytes = Uint8Array.from(atob(channel.data), letter => letter.charCodeAt(0));
      const raw = Array.from(new Int16Array(bytes.buffer), v => v === MISSING ? NaN : v * channel.factor_uv);
      const sorted = raw.filter(v => !Number.isNaN(v)).sort((a, b) => a - b);
      const middle = sorted[Math.floor(sorted.length / 2)] ?? 0;
      return raw.map(v => v - middle);
    }),
  };
}

const pxPerSecond = () => MM_PER_S * PX_PER_MM * zoom;

function draw() {
  const canvas = byId("strip-canvas");
  const height = 2 * LEAD_MM * PX_PER_MM * zoom;
  const width = shown ? shown.count / shown.rate * pxPerSecond() : 300;
  canvas.hidden = !shown;
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  canvas.dataset.zoom = zoom;
  const context = fit(canvas, width, height);
  if (!shown) {
    return;
  }
  drawPaper(context, width, height, PX_PER_MM * zoom);
  shown.leads.forEach((lead, i) => drawLead(context, lead, height * (i + 0.55) / 2));
  drawMarks(context, height);
}

function drawLead(context, lead, zero) {
  context.beginPath();
  let pen = false;
  lead.forEach((value, i) => {
    const [x, y] = [i / shown.rate * pxPerSecond(), zero - value / 1000 * MM_PER_MV * PX_PER_MM * zoom];
    if (Number.isNaN(value)) { pen = false; return; }
    if (pen) { context.lineTo(x, y); } else { context.moveTo(x, y); }
    pen = true;
  });
  context.strokeStyle = colour("--trace");
  context.lineWidth = 1.4;
  context.stroke();
}

function drawMarks(context, height) {
  const event = shown.event / shown.rate * pxPerSecond();
  context.fillStyle = context.strokeStyle = colour("--alarm");
  context.beginPath();
  context.moveTo(event - 7, 0);
  context.lineTo(event + 7, 0);
  context.lineTo(event, 12);
  context.fill();
  context.strokeStyle = colour("--focus");
  for (const point of points) {
    context.beginPath();
    context.moveTo(point.s * pxPerSecond(), 0);
    context.lineTo(point.s * pxPerSecond(), height);
    context.stroke();
  }
}

function measure(click) {
  const point = { s: click.offsetX / pxPerSecond(), mv: -click.offsetY / (MM_PER_MV * PX_PER_MM * zoom) };
  points = points.length === 2 ? [point] : [...points, point];
  if (points.length === 2) {
    const ms = Math.abs(points[1].s - points[0].s) * 1000;
    const rate = ms > 200 ? `, ${Math.round(60000 / ms)} per minute` : "";
    byId("strip-measure").textContent =
      `${Math.round(ms)} ms${rate}, ${Math.abs(points[1].mv - points[0].mv).toFixed(2)} mV`;
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
byId("strip-canvas").addEventListener("click", measure);
