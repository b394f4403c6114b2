"""Reading in processes of its own: `pool` hands pages out, `worker` is such a process.

Empty on purpose: a worker starts without what only the pool needs.
"""
