"""Every fault there is."""

import fault_answer
import fault_body
import fault_redirect
import fault_tls
import fault_wire
from fault_server import FAULTS, PAGE, Fault, Wire, serve

__all__ = ["FAULTS", "PAGE", "Fault", "Wire", "serve"]
FAMILIES = (fault_answer, fault_body, fault_redirect, fault_tls, fault_wire)
