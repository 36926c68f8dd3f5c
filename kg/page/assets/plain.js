"use strict";
/* The graph of a page of usual size: entities, edges and facts as they are. */
const graph = JSON.parse(document.getElementById("graph").textContent);
graph.edges.forEach((edge, id) => { edge.id = id; });
