/** Stands for a picture until there is one: put an <img> in its place. */
export function Placeholder({ value = "", className = "" }: { value?: string; className?: string }) {
  return (
    <span className={`placeholder ${className}`}>
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
        <path d="M1 1L99 99M99 1L1 99" stroke="var(--line)" vectorEffect="non-scaling-stroke" />
      </svg>
      {value !== "" && <span className="placeholder-label">{value}</span>}
    </span>
  );
}
