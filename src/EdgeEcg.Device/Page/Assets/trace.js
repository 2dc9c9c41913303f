// The live trace: sweeps from left to right as monitors do, a gap running ahead of the newest point.
import { drawPaper, fit, colour, lineWidth, PX_PER_MM, MM_PER_S, MM_PER_MV, MISSING } from "./paper.js";

const HELD = 1 << 15;
const DELAY_S = 0.2;
const SMOOTH_S = 0.1;
const LONGEST_FRAME_S = 0.1;
const GAP_S = 0.4;
const PX_PER_S = MM_PER_S * PX_PER_MM;
const PX_PER_UV = MM_PER_MV * PX_PER_MM / 1000;

export class Trace {
  #samples = new Int16Array(2 * HELD).fill(MISSING);
  #beats = [];
  #rate = 500;
  #end = 0;
  #head = 0;
  #speed = 0;
  #lastFrame = 0;

  constructor(grid, canvas) {
    this.grid = grid;
    this.canvas = canvas;
    new ResizeObserver(() => this.resize()).observe(canvas.parentElement);
    requestAnimationFrame(now => this.#draw(now));
  }

  set rate(samplesPerSecond) { this.#rate = samplesPerSecond; }

  /** One past the newest sample that has come. */
  get end() { return this.#end; }

  append(first, pairs) {
    const count = pairs.length / 2;
    if (first < this.#end || first > this.#end + HELD) {
      this.#samples.fill(MISSING);
      [this.#head, this.#speed] = [first, this.#rate];
      this.#beats = [];
    } else {
      for (let i = this.#end; i < first; i++) {
        this.#samples.fill(MISSING, 2 * (i % HELD), 2 * (i % HELD) + 2);
      }
    }
    for (let i = 0; i < count; i++) {
      const slot = 2 * ((first + i) % HELD);
      this.#samples[slot] = pairs[2 * i];
      this.#samples[slot + 1] = pairs[2 * i + 1];
    }
    this.#end = first + count;
  }

  mark(beat) {
    this.#beats.push(beat);
    if (this.#beats.length > 200) {
      this.#beats.shift();
    }
  }

  resize() {
    const { clientWidth: width, clientHeight: height } = this.canvas.parentElement;
    drawPaper(fit(this.grid, width, height), width, height);
    this.context = fit(this.canvas, width, height);
    [this.width, this.height] = [width, height];
    // Asked for here and not in every frame: the browser works out all styles for each question.
    this.colours = { trace: colour("--trace"), ink: colour("--ink"), alarm: colour("--alarm") };
    this.lineWidth = lineWidth();
  }

  #draw(now) {
    this.#advance(Math.min(LONGEST_FRAME_S, (now - this.#lastFrame) / 1000));
    this.#lastFrame = now;
    if (this.context) {
      this.context.clearRect(0, 0, this.width, this.height);
      this.#drawLead(0);
      this.#drawLead(1);
      this.#drawBeats();
    }
    requestAnimationFrame(later => this.#draw(later));
  }

  // Follows the newest sample a fifth of a second behind, at a speed that hardly shows that they come in lumps.
  #advance(seconds) {
    const wanted = (this.#end - this.#head) / DELAY_S;
    this.#speed += (wanted - this.#speed) * Math.min(1, seconds / SMOOTH_S);
    this.#head = Math.min(this.#end, this.#head + Math.max(0, this.#speed) * seconds);
    this.#head = Math.max(this.#head, this.#end - 2 * this.#rate);
  }

  get #first() {
    const visible = (this.width / PX_PER_S - GAP_S) * this.#rate;
    return Math.max(0, Math.ceil(this.#head - Math.min(visible, HELD)));
  }

  #x(index) { return (index / this.#rate * PX_PER_S) % this.width; }

  #drawLead(lead) {
    const context = this.context;
    const zero = this.height * (lead === 0 ? 0.3 : 0.78);
    context.beginPath();
    let previous = Infinity;
    for (let index = this.#first; index < this.#head; index++) {
      const value = this.#samples[2 * (index % HELD) + lead];
      const x = this.#x(index);
      if (value === MISSING) {
        previous = Infinity;
        continue;
      }
      const y = zero - value * PX_PER_UV;
      if (x < previous) { context.moveTo(x, y); } else { context.lineTo(x, y); }
      previous = x;
    }
    context.strokeStyle = this.colours.trace;
    context.lineWidth = this.lineWidth;
    context.lineJoin = "round";
    context.stroke();
    context.fillStyle = this.colours.ink;
    context.font = "600 13px system-ui";
    context.fillText(`Channel ${lead + 1}`, 6, lead === 0 ? 16 : this.height / 2 + 22);
  }

  #drawBeats() {
    const context = this.context;
    const first = this.#first;
    for (const beat of this.#beats) {
      if (beat.position < first || beat.position > this.#head) {
        continue;
      }
      const x = this.#x(beat.position);
      const y = this.height / 2 + 2;
      context.beginPath();
      if (beat.anomalous) {
        context.moveTo(x - 7, y - 6);
        context.lineTo(x + 7, y - 6);
        context.lineTo(x, y + 7);
      } else {
        context.arc(x, y, 3, 0, 7);
      }
      context.fillStyle = context.strokeStyle = beat.anomalous ? this.colours.alarm : this.colours.ink;
      if (beat.scored || beat.anomalous) { context.fill(); } else { context.stroke(); }
    }
  }
}
