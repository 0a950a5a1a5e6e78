// sizes.ts - bytes as people read them.
const units = ["B", "KB", "MB", "GB", "TB"];

export function bytes(count: number): string {
  const step = Math.min(Math.max(Math.floor(Math.log(count || 1) / Math.log(1024)), 0), units.length - 1);
  const value = count / 1024 ** step;
  return `${step === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[step]}`;
}
