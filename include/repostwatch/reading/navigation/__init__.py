"""Where a page leads on to: menus, headings, 更多, crumbs, frames, data, site maps."""
