// ECG paper: 1 mm and 5 mm squares. A CSS pixel is 1/96 inch by definition.
export const PX_PER_MM = 96 / 25.4;
export const MM_PER_S = 25;
export const MM_PER_MV = 10;
export const MISSING = -32768;

export const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Thicker where a theme asks for it. */
export const lineWidth = () => Number(colour("--trace-width")) || 1.5;

/** Samples as they are sent: 16-bit numbers in base64; NaN where there is none. */
export function unpack(packed) {
  const bytes = Uint8Array.from(atob(packed.data), letter => letter.charCodeAt(0));
  const origin = packed.origin_uv ?? 0;
  return Array.from(new Int16Array(bytes.buffer), v => v === MISSING ? NaN : origin + v * packed.factor_uv);
}

/** Makes a canvas as sharp as the screen; returns its context in CSS pixels. */
export function fit(canvas, width, height) {
  const ratio = window.devicePixelRatio || 1;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const context = canvas.getContext("2d");
  context.scale(ratio, ratio);
  return context;
}

export function drawPaper(context, width, height, pxPerMm = PX_PER_MM) {
  context.fillStyle = colour("--paper");
  context.fillRect(0, 0, width, height);
  for (const [every, name] of [[1, "--paper-fine"], [5, "--paper-coarse"]]) {
    context.beginPath();
    for (let mm = 0; mm * pxPerMm <= Math.max(width, height); mm += every) {
      const at = Math.round(mm * pxPerMm) + 0.5;
      context.moveTo(at, 0);
      context.lineTo(at, height);
      context.moveTo(0, at);
      context.lineTo(width, at);
    }
    context.strokeStyle = colour(name);
    context.lineWidth = 1;
    context.stroke();
  }
}
