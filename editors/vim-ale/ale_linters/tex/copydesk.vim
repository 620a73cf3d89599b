call copydesk#Define('tex', 'latex')
