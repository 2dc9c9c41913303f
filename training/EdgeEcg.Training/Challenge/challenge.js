// The game: sheets are shown, marked and answered; two tallies run side by side.
import { MM_PER_MV, MM_PER_S, colour, drawPaper, fit, unpack } from "./paper.js";

const data = JSON.parse(document.getElementById("data").textContent);
const MOST_SHEETS = 10;
const MOST_LEADERS = 10;
const [LEAST_MM, MOST_MM, MARGIN_MM] = [40, 66, 8];
const SHARED = 0.7;
const [LEAST_PX_PER_MM, MOST_PX_PER_MM] = [3.2, 7];
const STORE = "edgeecg-challenge";
const REASONS = { morphology: "shape", premature: "too early", pause: "pause before it", learning: "still learning" };
const byId = id => document.getElementById(id);

let round = 1;
let sheets = [];
let number = 0;
let marks = new Set();
let checked = false;
let tallies = null;

// What was marked against what is abnormal.
const newTally = () => ({ hits: 0, misses: 0, alarms: 0, passes: 0 });

function count(tally, abnormal, flagged) {
  tally[abnormal ? (flagged ? "hits" : "misses") : (flagged ? "alarms" : "passes")]++;
}

function scoreOf({ hits, misses, alarms, passes }) {
  const shares = [];
  if (hits + misses > 0) { shares.push(hits / (hits + misses)); }
  if (alarms + passes > 0) { shares.push(passes / (alarms + passes)); }
  return shares.length === 0 ? null : Math.round(100 * shares.reduce((a, b) => a + b) / shares.length);
}

// The same numbers for the same seed in every browser (mulberry32).
function numbersFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function sheetsOf(chosenRound) {
  const next = numbersFrom(data.seed * 10007 + chosenRound);
  const order = data.sheets.map((_, i) => i);
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order.slice(0, MOST_SHEETS).map(i => ({ ...data.sheets[i], index: i }));
}

function element(name, text = "", className = "") {
  const made = document.createElement(name);
  made.textContent = text;
  made.className = className;
  return made;
}

function begin(chosenRound) {
  round = chosenRound;
  sheets = sheetsOf(round);
  number = 0;
  tallies = { you: newTally(), model: newTally() };
  byId("round").value = round;
  byId("enter").hidden = true;
  show();
}

function show() {
  const sheet = sheets[number];
  marks = new Set();
  checked = false;
  byId("sheet-title").textContent = `Round ${round}, sheet ${number + 1} of ${sheets.length}: ${sheet.set}`;
  byId("task").textContent = sheet.task;
  byId("stage").dataset.sheet = sheet.index;
  byId("scale").textContent = sheet.to_scale
    ? "One large square is 0.2 s and 0.5 mV." : "Without scale: this data set tells neither seconds nor volts.";
  byId("strip").setAttribute("aria-label", `${sheet.beats.length} beats of an ECG`);
  byId("beats").replaceChildren(...sheet.beats.map((_, i) => markButton(i)));
  byId("answer").replaceChildren();
  byId("check").hidden = false;
  byId("next").hidden = true;
  byId("usual-box").hidden = sheet.usual.length === 0;
  showScore();
  draw();
}

function markButton(i) {
  const button = element("button");
  button.type = "button";
  button.append(element("span", String(i + 1)));
  button.setAttribute("aria-label", `Beat ${i + 1}: abnormal`);
  button.setAttribute("aria-pressed", "false");
  button.addEventListener("click", () => toggle(i));
  return button;
}

function toggle(i) {
  const button = byId("beats").children[i];
  if (!button || checked) { return; }
  if (!marks.delete(i)) { marks.add(i); }
  button.setAttribute("aria-pressed", marks.has(i));
}

function check() {
  const sheet = sheets[number];
  checked = true;
  sheet.beats.forEach((beat, i) => {
    count(tallies.you, beat.abnormal, marks.has(i));
    count(tallies.model, beat.abnormal, beat.flagged);
    byId("beats").children[i].disabled = true;
  });
  byId("check").hidden = true;
  byId("next").hidden = false;
  byId("next").textContent = number + 1 < sheets.length ? "Next sheet" : "Next round";
  byId("answer").replaceChildren(element("p", summary(sheet)), answerTable(sheet));
  byId("next").focus();
  showScore();
  draw();
  if (number + 1 === sheets.length) { finish(); }
}

function summary(sheet) {
  const abnormal = sheet.beats.filter(beat => beat.abnormal).length;
  const you = sheet.beats.filter((beat, i) => beat.abnormal === marks.has(i)).length;
  const model = sheet.beats.filter(beat => beat.abnormal === beat.flagged).length;
  return `${abnormal} of ${sheet.beats.length} beats are abnormal (A below the strip; ${sheet.from}). You told ${you} right, the model ${model}.`;
}

function answerTable(sheet) {
  const table = element("table");
  const head = element("tr");
  for (const title of ["beat", "truth", "you", "model", `score (abnormal from ${sheet.threshold})`]) {
    const cell = element("th", title);
    cell.scope = "col";
    head.append(cell);
  }
  table.createTHead().append(head);
  table.createTBody().append(...sheet.beats.map((beat, i) => answerRow(beat, i)));
  // Wider than a phone: it scrolls by itself, for the keyboard too.
  const box = element("div", "", "table");
  box.tabIndex = 0;
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", "Truth and verdicts, beat by beat");
  box.append(table);
  return box;
}

function answerRow(beat, i) {
  const row = element("tr");
  const why = beat.reasons.map(reason => REASONS[reason] ?? reason).join(", ");
  row.append(element("td", String(i + 1)), element("td", beat.truth),
    verdict(beat, marks.has(i), ""), verdict(beat, beat.flagged, why ? ` (${why})` : ""),
    element("td", beat.score === null ? "beat not found" : String(beat.score)));
  return row;
}

function verdict(beat, flagged, why) {
  const right = flagged === beat.abnormal;
  return element("td", `${right ? "✓" : "✗"}\u00a0${flagged ? "abnormal" : "normal"}${why}`, right ? "right" : "wrong");
}

function showScore() {
  byId("score").replaceChildren(...[["You", tallies.you], ["Model", tallies.model]].map(([who, tally]) => {
    const box = element("div");
    box.id = `score-${who.toLowerCase()}`;
    box.append(element("dt", who), element("dd", String(scoreOf(tally) ?? "–")),
      element("dd", scoreOf(tally) === null ? "nothing yet" : `${tally.hits} of ${tally.hits + tally.misses} found`),
      element("dd", scoreOf(tally) === null ? "" : `${tally.alarms} false alarm${tally.alarms === 1 ? "" : "s"}`));
    return box;
  }));
}

function finish() {
  const [you, model] = [scoreOf(tallies.you), scoreOf(tallies.model)];
  const words = you > model ? "You beat the model!" : you === model ? "A draw with the model." : "The model was better this time.";
  byId("answer").prepend(element("p", `Round ${round} is over: you ${you}, model ${model}. ${words}`, "result"));
  byId("enter").hidden = false;
}

function draw() {
  const sheet = sheets[number];
  const leads = sheet.leads.map(unpack);
  const seconds = leads[0].length / sheet.rate_sps;
  const pxPerMm = Math.min(MOST_PX_PER_MM, Math.max(LEAST_PX_PER_MM, byId("scroll").clientWidth / (seconds * MM_PER_S)));
  const { planes, heightMm } = stack(leads, pxPerMm);
  const [width, height] = [Math.floor(seconds * MM_PER_S * pxPerMm), heightMm * pxPerMm];
  byId("stage").style.width = byId("strip").style.width = `${width}px`;
  byId("stage").style.height = byId("strip").style.height = `${height}px`;
  const context = fit(byId("strip"), width, height);
  drawPaper(context, width, height, pxPerMm);
  if (checked) { sheet.beats.forEach(beat => drawAnswer(context, planes, sheet, leads, beat)); }
  leads.forEach((samples, i) => line(context, planes[i], samples, sheet.rate_sps, 0, "--trace", 1.6));
  nameLeads(context, planes, sheet.lead_names);
  placeButtons(sheet, planes[0]);
  if (sheet.usual.length > 0) { drawUsual(sheet); }
}

// One lead below the other, each as high as it needs.
function stack(leads, pxPerMm) {
  let top = 0;
  const planes = leads.map(samples => {
    const { heightMm, zeroMm } = room(samples, leads.length);
    const zero = top + zeroMm;
    top += heightMm;
    return {
      x: s => s * MM_PER_S * pxPerMm,
      y: uv => (zero - uv / 1000 * MM_PER_MV) * pxPerMm,
      bottom: top * pxPerMm,
    };
  });
  return { planes, heightMm: top };
}

function nameLeads(context, planes, names) {
  context.fillStyle = colour("--ink");
  context.font = "600 12px system-ui, sans-serif";
  context.textAlign = "left";
  names.forEach((name, i) => context.fillText(name, 6, planes[i].bottom - 6));
}

// As high as the signal needs, with room for the numbers above and the answers below.
function room(samples, leads) {
  const numbers = samples.filter(value => !Number.isNaN(value));
  const highest = Math.max(...numbers) / 1000 * MM_PER_MV;
  const lowest = Math.min(...numbers) / 1000 * MM_PER_MV;
  const share = leads > 1 ? SHARED : 1;
  const heightMm = Math.min(MOST_MM * share, Math.max(LEAST_MM * share, highest - lowest + 2 * MARGIN_MM));
  return { heightMm, zeroMm: (heightMm + highest + lowest) / 2 };
}

function line(context, plane, samples, rate, from, name, thickness) {
  context.beginPath();
  let pen = false;
  samples.forEach((value, i) => {
    const [x, y] = [plane.x(from + i / rate), plane.y(value)];
    if (pen && !Number.isNaN(value)) { context.lineTo(x, y); } else { context.moveTo(x, y); }
    pen = !Number.isNaN(value);
  });
  context.strokeStyle = colour(name);
  context.lineWidth = thickness;
  context.lineJoin = "round";
  context.stroke();
}

// The model's idea of the beat in every lead, and the truth below them all.
function drawAnswer(context, planes, sheet, leads, beat) {
  beat.reconstruction.forEach((made, i) => drawReconstruction(context, planes[i], sheet, leads[i], beat, unpack(made)));
  context.fillStyle = colour(beat.abnormal ? "--wrong" : "--right");
  context.font = "600 13px system-ui, sans-serif";
  context.textAlign = "center";
  context.fillText(beat.abnormal ? "A" : "N", planes[0].x(beat.at_s), planes.at(-1).bottom - 6);
}

// The error is filled in between the beat and what the model would have it be.
function drawReconstruction(context, plane, sheet, samples, beat, made) {
  const times = made.map((_, i) => beat.reconstruction_from_s + i / sheet.reconstruction_rate_sps);
  const real = times.map(s => samples[Math.round(s * sheet.rate_sps)] ?? NaN);
  context.beginPath();
  times.forEach((s, i) => { if (!Number.isNaN(real[i])) { context.lineTo(plane.x(s), plane.y(real[i])); } });
  for (let i = times.length - 1; i >= 0; i--) {
    if (!Number.isNaN(real[i])) { context.lineTo(plane.x(times[i]), plane.y(made[i])); }
  }
  context.fillStyle = colour("--error");
  context.fill();
  line(context, plane, made, sheet.reconstruction_rate_sps, beat.reconstruction_from_s, "--made", 1.4);
}

// As wide as the beats are apart, and as high as the strip: easy to hit with a thumb.
function placeButtons(sheet, plane) {
  sheet.beats.forEach((beat, i) => {
    const before = i === 0 ? Infinity : beat.at_s - sheet.beats[i - 1].at_s;
    const after = i + 1 === sheet.beats.length ? Infinity : sheet.beats[i + 1].at_s - beat.at_s;
    const [left, right] = [plane.x(beat.at_s - Math.min(0.35, before / 2)), plane.x(beat.at_s + Math.min(0.35, after / 2))];
    const button = byId("beats").children[i];
    button.style.left = `${left}px`;
    button.style.width = `${right - left}px`;
  });
}

function drawUsual(sheet) {
  const leads = sheet.usual.map(unpack);
  const pxPerMm = 6;
  const { planes, heightMm } = stack(leads, pxPerMm);
  const [width, height] = [leads[0].length / sheet.reconstruction_rate_sps * MM_PER_S * pxPerMm, heightMm * pxPerMm];
  byId("usual").style.width = `${width}px`;
  byId("usual").style.height = `${height}px`;
  const context = fit(byId("usual"), width, height);
  drawPaper(context, width, height, pxPerMm);
  leads.forEach((samples, i) => line(context, planes[i], samples, sheet.reconstruction_rate_sps, 0, "--trace", 1.5));
  nameLeads(context, planes, sheet.lead_names);
}

// A browser may refuse to keep anything, for instance for files; then the board lives as long as the page.
let board = [];
let kept = "Kept in this browser only.";
function readBoard() {
  try {
    board = JSON.parse(localStorage.getItem(STORE) ?? "[]");
  } catch (failure) {
    if (!(failure instanceof DOMException || failure instanceof SyntaxError)) { throw failure; }
  }
}

function keepBoard() {
  try {
    localStorage.setItem(STORE, JSON.stringify(board));
  } catch (failure) {
    if (!(failure instanceof DOMException)) { throw failure; }
    kept = "This browser keeps nothing: the board goes with the page.";
  }
}

function showBoard(mine) {
  const rows = board.map(entry => {
    const row = element("tr", "", entry === mine ? "me" : "");
    row.append(...[entry.name, entry.round, entry.score, entry.model].map(value => element("td", String(value))));
    return row;
  });
  byId("leaders").replaceChildren(...rows);
  byId("leaders").closest("table").caption.textContent = board.length === 0 ? `Nobody yet. ${kept}` : kept;
  byId("forget").hidden = board.length === 0;
}

function enter(event) {
  event.preventDefault();
  const entry = { name: byId("name").value.trim() || "anonymous", round, score: scoreOf(tallies.you), model: scoreOf(tallies.model) };
  board = [...board, entry].sort((a, b) => b.score - a.score).slice(0, MOST_LEADERS);
  byId("enter").hidden = true;
  keepBoard();
  showBoard(entry);
}

function next() {
  if (number + 1 < sheets.length) {
    number++;
    show();
    byId("sheet-title").focus();
  } else {
    begin(round + 1);
  }
}

function key(event) {
  if (event.target.matches("input, button") && event.key === "Enter" || event.target.matches("input")) { return; }
  if (/^[0-9]$/.test(event.key)) { toggle(event.key === "0" ? 9 : Number(event.key) - 1); }
  if (event.key === "Enter") {
    // Or else the button that has the focus from now on would take this very key.
    event.preventDefault();
    (checked ? next : check)();
  }
}

byId("check").addEventListener("click", check);
byId("next").addEventListener("click", next);
byId("enter").addEventListener("submit", enter);
byId("forget").addEventListener("click", () => { board = []; keepBoard(); showBoard(); });
byId("round").addEventListener("change", () => begin(Math.max(1, Math.floor(Number(byId("round").value)) || 1)));
document.addEventListener("keydown", key);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
byId("sources").replaceChildren(...[...data.sources, ...data.models].map(text => element("li", text)));
readBoard();
showBoard();
begin(Math.max(1, Number(new URLSearchParams(location.search).get("round")) || 1));
new ResizeObserver(draw).observe(byId("scroll"));
