<%#hasForms%>
import { Message } from "./components/Message";
<%/hasForms%>
import { ThemeToggle } from "./components/ThemeToggle";

export default function App() {
  return (
    <>
      <a className="skip" href="#main">
        Skip to content
      </a>
      <header className="site-header">
        <a className="brand" href="#top">
          <%text brand%>
        </a>
        <nav aria-label="Sections">
<%#menu%>
          <a href="#<%id%>"><%text heading%></a>
<%/menu%>
        </nav>
        <ThemeToggle />
      </header>
      <main id="main">
<%#sections%>
<%#hero%>
        <section className="hero" id="top">
          <p className="eyebrow"><%text detail%></p>
          <h1><%text heading%></h1>
          <p className="lead"><%text text%></p>
          <div className="hero-actions">
<%#entries%>
            <a className="button<%#@first%> primary<%/@first%>" href="#<%detail%>">
              <%text title%>
            </a>
<%/entries%>
          </div>
        </section>
<%/hero%>
<%^hero%>
        <section className="section <%design%>" id="<%id%>" aria-labelledby="<%id%>-heading">
          <h2 id="<%id%>-heading"><%text heading%></h2>
<%#text%>
          <p className="section-text"><%text text%></p>
<%/text%>
<%#is.cards%>
          <ul className="cards">
<%#entries%>
            <li className="card">
              <h3><%text title%></h3>
              <p><%text text%></p>
<%#detail%>
              <p className="detail"><%text detail%></p>
<%/detail%>
            </li>
<%/entries%>
          </ul>
<%/is.cards%>
<%#is.rows%>
          <dl className="rows">
<%#entries%>
            <div>
              <dt>
                <%text title%>
<%#text%>
                <small><%text text%></small>
<%/text%>
              </dt>
              <dd><%text detail%></dd>
            </div>
<%/entries%>
          </dl>
<%/is.rows%>
<%#is.quotes%>
          <ul className="cards">
<%#entries%>
            <li className="card">
              <blockquote>
                <p><%text text%></p>
                <footer><%text title%></footer>
              </blockquote>
            </li>
<%/entries%>
          </ul>
<%/is.quotes%>
<%#is.faq%>
          <div className="faq-list">
<%#entries%>
            <details>
              <summary><%text title%></summary>
              <p><%text text%></p>
            </details>
<%/entries%>
          </div>
<%/is.faq%>
<%#is.steps%>
          <ol className="steps">
<%#entries%>
            <li>
              <h3><%text title%></h3>
              <p><%text text%></p>
            </li>
<%/entries%>
          </ol>
<%/is.steps%>
<%#is.figures%>
          <dl className="figures">
<%#entries%>
            <div>
              <dd><%text title%></dd>
              <dt><%text text%></dt>
            </div>
<%/entries%>
          </dl>
<%/is.figures%>
<%#is.gallery%>
          <ul className="gallery">
<%#entries%>
            <li>
              <span aria-hidden="true" />
              <%text title%>
            </li>
<%/entries%>
          </ul>
<%/is.gallery%>
<%#is.contact%>
          <Message
            storageKey="<%key%>"
            button=<%attr button%>
            fields={<%form%>}
          />
<%/is.contact%>
<%#is.signup%>
          <Message
            storageKey="<%key%>"
            button=<%attr button%>
            fields={<%form%>}
          />
<%/is.signup%>
        </section>
<%/hero%>
<%/sections%>
      </main>
      <footer className="site-footer">
        <p>
          <strong><%text brand%></strong><%#place%> · <%text place%><%/place%>
        </p>
        <a href="#top">Back to top</a>
      </footer>
    </>
  );
}
