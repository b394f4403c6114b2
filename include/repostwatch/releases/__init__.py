"""Where releases come from, what makes two of them one, who must repost them."""
