const PLACES = [[240, 147], [130, 96], [355, 106], [202, 224], [394, 179], [77, 198], [288, 64], [158, 166], [322, 211], [58, 64]];

/** Stands for a map until there is one. */
export function MapSketch({ value = 1, className = "" }: { value?: number | string; className?: string }) {
  return (
    <svg className={className} viewBox="0 0 480 320" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
      <rect width={480} height={320} fill="var(--fill)" />
      <path d="M298 320C336 240 408 262 480 186V320Z" fill="var(--accent-soft)" />
      <rect x={38} y={166} width={106} height={102} rx={6} fill="var(--success-soft)" />
      <path d="M0 70L480 109M173 0V320" stroke="var(--paper)" strokeWidth={6} />
      <path d="M0 147L355 320M326 0L269 320M77 0L19 320M0 288L480 147M413 0L432 198" stroke="var(--paper)" strokeWidth={4} />
      {PLACES.slice(0, Number(value)).map(([x, y], at) => (
        <g key={at} transform={`translate(${x} ${y})`}>
          <path d="M0 0C-4-8-9-12-9-18a9 9 0 0 1 18 0C9-12 4-8 0 0z" fill={at === 0 ? "var(--accent)" : "var(--soft)"} />
          <circle cy={-18} r={3.5} fill="var(--paper)" />
        </g>
      ))}
    </svg>
  );
}
