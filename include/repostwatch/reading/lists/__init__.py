"""Lists of links: which rows are items, their titles and addresses, the page that follows."""
