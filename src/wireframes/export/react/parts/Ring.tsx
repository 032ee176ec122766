/** A ring that is closed at 100 per cent. */
export function Ring({ value = 0, className = "" }: { value?: number | string; className?: string }) {
  const share = Math.min(100, Math.max(0, Number(value)));
  const around = 2 * Math.PI * 45;
  return (
    <svg className={className} viewBox="0 0 100 100" aria-hidden="true">
      <circle cx={50} cy={50} r={45} fill="none" stroke="var(--deep)" strokeWidth={10} />
      <circle cx={50} cy={50} r={45} fill="none" stroke="var(--accent)" strokeWidth={10} strokeDasharray={`${(around * share) / 100} ${around}`} transform="rotate(-90 50 50)" />
      <text x={50} y={58} textAnchor="middle" fontSize={24} fontWeight={600} fill="var(--ink)">{Math.round(share)}%</text>
    </svg>
  );
}
