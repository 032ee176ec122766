<%#insightCharts%>
import { <%insightCharts%> } from "./charts";
<%/insightCharts%>
import { <%#insightModel%><%.%>, <%/insightModel%>type <%Type%> } from "../lib/<%file%>";
<%#insightDates%>
import { <%insightDates%> } from "../lib/dates";
<%/insightDates%>
<%#insightFormats%>
import { <%insightFormats%> } from "../lib/format";
<%/insightFormats%>
<%#insightLines%>
import { linesTotal } from "../lib/lines";
<%/insightLines%>
<%#insightStats%>
import { <%insightStats%> } from "../lib/stats";
<%/insightStats%>

/** The numbers behind the list. */
export function Insights({ <%codes%> }: { <%codes%>: <%Type%>[] }) {
  return (
    <section className="insights" aria-label="Overview">
<%#hasFigures%>
      <dl className="figures">
<%#figures%>
        <div className="figure">
          <dt><%text label%></dt>
          <dd>{<%value%>}</dd>
<%#bar%>
          <dd>
            <progress max={100} value={<%bar%>} aria-label=<%attr label%> />
          </dd>
<%/bar%>
        </div>
<%/figures%>
      </dl>
<%/hasFigures%>
<%#goals%>
      <Goal label=<%attr label%> value={<%value%>} target={<%target%>} format={(value) => <%format%>}<%#limit%> limit<%/limit%> />
<%/goals%>
<%#charts%>
      <<%Chart%> title=<%attr title%> points={<%points%>} format={(value) => <%format%>} />
<%/charts%>
    </section>
  );
}
