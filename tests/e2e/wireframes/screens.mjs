// What is asked for: the usual screens, as people would ask for them.
export const SCREENS = [
  "A landing page for Fernly, an app that reminds people to water their plants, with how it works, pricing, testimonials and questions",
  "A dashboard for a small bakery: revenue, orders, average basket, a chart of sales by day and a table of the latest orders with customer, total and status",
  "Customers on the left, and on the right the selected one's contact details, orders and notes",
  "A form to report a damaged parcel: tracking number, e-mail, kind of damage (crushed, wet, opened), date of delivery, photos and a description",
  "Login for Harbor, a team calendar, with Google and a link for forgotten passwords",
  "Settings of a podcast app with profile, notifications, playback, privacy and plan",
  "A kanban board for a hiring pipeline: Applied, Phone call, Interview, Offer, Hired",
  "A support chat with conversations on the left and the customer's details on the right",
  "An online shop for ceramics with categories Cups, Bowls and Vases, filters by colour and price, and a cart",
  "The profile of a climbing instructor with bio, skills, certificates, photos and reviews",
];

/** Components that only one project has; `use` puts them on a wireframe. */
export const TICKET = {
  name: "BoardingPass",
  category: "travel",
  description: "A boarding pass with its stops.",
  template:
    '<article class="card" style="padding: 16px; border-left: 4px solid #3f5bd9"><h3 style="font-weight: 600">{{route}}</h3>{{#if priority}}<p class="badge badge-info">Priority</p>{{/if}}<ul>{{#each stops}}<li>{{@number}}. {{this}}</li>{{/each}}</ul></article>',
  propsSchema: {
    type: "object",
    properties: {
      route: { type: "string", default: "From – to" },
      priority: { type: "boolean" },
      stops: { type: "array", items: { type: "string" } },
    },
    additionalProperties: false,
  },
  defaultWidth: 320,
  defaultHeight: 200,
};
