/** Turns while something is being loaded. */
export function Turning({ className = "" }: { className?: string }) {
  return (
    <svg className={className} viewBox="0 0 24 24" fill="none" strokeWidth={3} aria-hidden="true">
      <circle cx={12} cy={12} r={10} stroke="var(--deep)" />
      <path d="M12 2A10 10 0 0 1 22 12" stroke="var(--accent)" strokeLinecap="round" />
    </svg>
  );
}
