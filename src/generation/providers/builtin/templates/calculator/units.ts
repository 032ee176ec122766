/** A value in a unit, times its factor, plus its offset, is the value in the group's base unit. */
export interface Unit {
  name: string;
  symbol: string;
  factor: number;
  offset: number;
}

export const GROUPS: { name: string; units: Unit[] }[] = [
<%#groups%>
  {
    name: <%js name%>,
    units: [
<%#units%>
      { name: <%js name%>, symbol: <%js symbol%>, factor: <%factor%>, offset: <%offset%> },
<%/units%>
    ],
  },
<%/groups%>
];

export function convert(amount: number, from: Unit, to: Unit): number {
  const result = (amount * from.factor + from.offset - to.offset) / to.factor;
  // What binary fractions add at the end is rounded away.
  return Number(result.toPrecision(12));
}
