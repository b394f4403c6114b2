"""The quarter's spot check of whole sites: which are drawn, what each indicator says of them."""
