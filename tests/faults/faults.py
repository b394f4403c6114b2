"""Every fault there is."""

from tests.faults import fault_answer, fault_body, fault_redirect, fault_tls, fault_wire
from tests.faults.fault_server import FAULTS, PAGE, Fault, Wire, serve

__all__ = ["FAULTS", "PAGE", "Fault", "Wire", "serve"]
FAMILIES = (fault_answer, fault_body, fault_redirect, fault_tls, fault_wire)
