call copydesk#Define('org', 'org')
