call copydesk#Define('rst', 'restructuredtext')
