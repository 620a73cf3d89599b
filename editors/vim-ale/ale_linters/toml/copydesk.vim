call copydesk#Define('toml', 'toml')
