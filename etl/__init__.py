"""From paper to snapshot: register and geography in, one immutable snapshot out. Imports geodata, never webmap."""
