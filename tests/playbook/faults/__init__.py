"""What goes wrong around a playbook: other writers, full disks, killed processes; nothing is lost and nothing half."""
