/**
 * Not for readers: the shards of each cell and lineage without those nested in larger ones. Blocks are aligned powers of two,
 * hence nested or disjoint, so a block is outermost exactly if no earlier one (longer first) reaches past its first network.
 */
export const storedBlocks = `select id, cell_id, lineage, first, networks, fingerprint, stored_at
from (
  select h.*, coalesce(max(first + networks) over (
           partition by cell_id, lineage order by first, networks desc
           rows between unbounded preceding and 1 preceding), 0) as reached
    from store.shards h) as ordered
where first >= reached`;
