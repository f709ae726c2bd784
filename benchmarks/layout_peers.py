"""Ways to lay out a network: ours, and what a person would use instead.

Each takes a generated map and returns the processor seconds of the layout alone and the positions.
"""

from __future__ import annotations

import json
import multiprocessing
import resource
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

import numpy as np

from benchmarks.maps import GeneratedMap, make_map
from oci_map.arrays import FloatArray

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

#: Where `dev.py bench` puts the packages for node.
NODE: Final = Path(__file__).parent / "peers"

_READ = """
const lines = require('fs').readFileSync(0, 'utf8').trim().split('\\n');
const size = Number(lines[0]);
const pairs = lines.slice(1).map((line) => line.split(' ').map(Number));
let state = 1;
const random = () => (state = (state * 48271) % 2147483647) / 2147483647;
"""

_TOLD = """
const used = process.cpuUsage(begin);
console.log(JSON.stringify({seconds: (used.user + used.system) / 1e6, places}));
"""

_GRAPHOLOGY = """
const Graph = require('graphology');
const forceAtlas2 = require('graphology-layout-forceatlas2');
const graph = new Graph();
for (let i = 0; i < size; i++) graph.addNode(i, {x: random(), y: random()});
for (const [one, other] of pairs) graph.addEdge(one, other);
const settings = forceAtlas2.inferSettings(graph);
const begin = process.cpuUsage();
const positions = forceAtlas2(graph, {iterations: 100, settings});
const places = Array.from({length: size}, (_, i) => [positions[i].x, positions[i].y]);
"""

_D3 = """
const d3 = require('d3-force');
const nodes = Array.from({length: size}, (_, index) => ({index}));
const links = pairs.map(([source, target]) => ({source, target}));
const begin = process.cpuUsage();
const simulation = d3.forceSimulation(nodes).randomSource(random)
  .force('charge', d3.forceManyBody())
  .force('link', d3.forceLink(links))
  .force('x', d3.forceX())
  .force('y', d3.forceY())
  .stop();
simulation.tick(300);
const places = nodes.map((node) => [node.x, node.y]);
"""

Outcome = tuple[float, FloatArray]  # processor seconds, positions
Method = Callable[[GeneratedMap], Outcome]


def _own(generated: GeneratedMap, with_groups: bool) -> tuple[float, FloatArray]:
    from oci_map.drawing.layout import layout

    problem = generated.problem(with_groups)
    # What is imported when the first map is laid out is not counted, as for the others.
    layout(make_map(500).problem(with_groups))
    begin = time.process_time()
    positions = layout(problem)
    return time.process_time() - begin, positions


def ours(generated: GeneratedMap) -> tuple[float, FloatArray]:
    """Lay the map out by its ties and groups."""
    return _own(generated, with_groups=True)


def ours_ties_only(generated: GeneratedMap) -> tuple[float, FloatArray]:
    """Lay the map out by its ties alone, as the other programs do."""
    return _own(generated, with_groups=False)


def sfdp(generated: GeneratedMap) -> tuple[float, FloatArray]:
    """Let graphviz lay the map out, without its own removal of overlaps."""
    lines = [f"{first} -- {second};" for first, second in generated.edges.tolist()]
    text = "graph {overlap=true; node [shape=point]; " + "\n".join(lines) + "}"
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        ["sfdp", "-Tplain"], input=text, capture_output=True, text=True, check=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    positions = np.zeros((generated.size, 2))
    for line in done.stdout.splitlines():
        parts = line.split()
        if parts[0] == "node":
            positions[int(parts[1])] = float(parts[2]), float(parts[3])
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return spent, positions


def graphology(generated: GeneratedMap) -> tuple[float, FloatArray]:
    """Let the engine of Gephi Lite take 100 steps of ForceAtlas2."""
    return _by_node(_GRAPHOLOGY, generated)


def d3_force(generated: GeneratedMap) -> tuple[float, FloatArray]:
    """Let d3-force run to its end: 300 steps, as its examples on the web do."""
    return _by_node(_D3, generated)


def _by_node(script: str, generated: GeneratedMap) -> tuple[float, FloatArray]:
    lines = [str(generated.size), *(f"{a} {b}" for a, b in generated.edges.tolist())]
    done = subprocess.run(
        ["node", "-e", _READ + script + _TOLD],
        input="\n".join(lines),
        capture_output=True,
        text=True,
        check=True,
        cwd=NODE,
    )
    told = json.loads(done.stdout)
    return float(told["seconds"]), np.array(told["places"], dtype=np.float64)


def igraph_fruchterman_reingold(generated: GeneratedMap) -> tuple[float, FloatArray]:
    """Let igraph lay the map out by Fruchterman-Reingold."""
    import igraph

    graph = igraph.Graph(generated.size, generated.edges.tolist())
    begin = time.process_time()
    found = graph.layout_fruchterman_reingold()
    return time.process_time() - begin, np.array(found.coords)


def networkx_spring(generated: GeneratedMap) -> tuple[float, FloatArray]:
    """Let networkx lay the map out by Fruchterman-Reingold."""
    import networkx as nx

    graph: nx.Graph[int] = nx.Graph(generated.edges.tolist())
    begin = time.process_time()
    found = nx.spring_layout(graph, seed=1)
    return time.process_time() - begin, np.array([found[node] for node in range(generated.size)])


def networkx_forceatlas2(generated: GeneratedMap) -> tuple[float, FloatArray]:
    """Let networkx lay the map out by ForceAtlas2."""
    import networkx as nx

    graph: nx.Graph[int] = nx.Graph(generated.edges.tolist())
    begin = time.process_time()
    found = nx.forceatlas2_layout(graph, seed=1)
    return time.process_time() - begin, np.array([found[node] for node in range(generated.size)])


METHODS: dict[str, Method] = {
    "ours": ours,
    "ours, ties only": ours_ties_only,
    "sfdp": sfdp,
    "graphology": graphology,
    "d3-force": d3_force,
    "igraph": igraph_fruchterman_reingold,
    "networkx": networkx_spring,
    "networkx-fa2": networkx_forceatlas2,
}
#: Processor seconds after which a method is stopped.
LIMIT: Final = 60


def within(name: str, generated: GeneratedMap, limit: int = LIMIT) -> Outcome | None:
    """Return what a method makes of a map, in a process of its own; None when it was stopped."""
    fresh = multiprocessing.get_context("spawn")  # what this process holds must not slow it
    here, there = fresh.Pipe(duplex=False)
    process = fresh.Process(target=_told, args=(there, name, generated, limit))
    process.start()
    there.close()
    try:
        told: object = here.recv()
    except EOFError:
        told = None
    process.join()
    if isinstance(told, str):
        raise RuntimeError(told)  # noqa: TRY004 - it is what went wrong there
    return cast("Outcome | None", told)


def _told(there: Connection, name: str, generated: GeneratedMap, limit: int) -> None:
    # What it starts has the same limit.
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
    try:
        there.send(METHODS[name](generated))
    except subprocess.CalledProcessError as problem:
        stopped = problem.returncode in (-signal.SIGXCPU, -signal.SIGKILL)
        there.send(None if stopped else f"{name}: {problem.stderr}")
    except Exception as problem:  # noqa: BLE001 - it is raised again where it is waited for
        there.send(f"{name}: {problem!r}")


def present(name: str) -> bool:
    """Say whether what a method needs is on this machine."""
    match name:
        case "sfdp":
            return shutil.which("sfdp") is not None
        case "graphology" | "d3-force":
            return shutil.which("node") is not None and (NODE / "node_modules").is_dir()
        case "igraph":
            import importlib.util

            return importlib.util.find_spec("igraph") is not None
        case _:
            return True
