type StarsProps = { value?: number | string; max?: number | string; className?: string };

/** Stars, of which some are given. */
export function Stars({ value = 0, max = 5, className = "" }: StarsProps) {
  const most = Math.min(10, Math.max(1, Number(max)));
  return (
    <svg className={className} viewBox={`0 0 ${most * 24} 24`} preserveAspectRatio="xMinYMid meet" aria-hidden="true">
      {Array.from({ length: most }, (_, at) => (
        <path key={at} transform={`translate(${at * 24} 0)`} fill={at + 0.5 <= Number(value) ? "var(--accent)" : "var(--deep)"} d="M12 2l3.1 6.3 6.9 1-5 4.9 1.2 6.8-6.2-3.2-6.2 3.2L7 14.2 2 9.3l6.9-1z" />
      ))}
    </svg>
  );
}
