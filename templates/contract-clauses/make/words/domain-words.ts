// Words of contracts, purchasing and help desks that are too rare in news to be among the most frequent: they are taken whatever their rank.

const CONTRACTS = `
  indemnify indemnification indemnity indemnities warranty warranties warrants subcontractor subcontractors subcontract subcontracting assignee
  assignor severability severable waiver waivers waived amendment amendments annex annexes appendix schedule schedules clause clauses herein hereby
  thereof hereunder hereto whereas notwithstanding licensor licensee licence licences sublicense royalty royalties confidential confidentiality
  disclose discloses disclosing recipient proprietary trademarks copyrights liabilities liable consequential incidental punitive damages negligence
  gross misconduct breach breaches remedy remedies cure curing terminate terminates terminated termination renewal renew renews expiry expire expires
  jurisdiction arbitration arbitrator arbitral mediation mediator governing courts venue enforceable unenforceable invoice invoices invoiced
  invoicing payable payables receivable receivables remittance overdue arrears instalment instalments prepayment surcharge surcharges deductible
  levies vat withholding incoterms consignee consignor carriage demurrage customs tariff acceptance rejection conformity nonconforming defective
  defect defects latent workmanship spare spares obsolescence inspection inspections audit audits auditor auditors insured insurer insurance
  policyholder coverage subrogation solvency insolvency insolvent bankruptcy liquidation receivership assign assigns successors affiliate affiliates
  subsidiary majeure epidemic strike lockout unforeseeable compliance anticorruption bribery sanctions exporter exporters reexport gdpr processor
  controller retention erasure encryption sublet lessor lessee escrow benchmark benchmarking milestones deliverables deliverable timely punctual
  tender tenders bidder bidders procurement purchaser purchasers vendor vendors supplier suppliers quotation quotations rebate rebates
`;

const HELP_DESK = `
  password passwords login logins logon username username usernames reset resets unlock locked lockout vpn wifi router routers modem ethernet lan
  bluetooth printer printers printing toner cartridge cartridges scanner scanners scan scans laptop laptops notebook docking dock keyboard keyboards
  mouse monitor monitors webcam headset headsets microphone charger chargers adapter battery batteries firmware bios driver drivers reboot reboots
  rebooting restart restarts freeze freezes frozen crash crashes crashing hangs bluescreen error errors popup pop ups spam phishing malware
  antivirus firewall outlook mailbox mailboxes inbox attachment attachments calendar calendars invite sharepoint onedrive spreadsheet spreadsheets
  excel workbook pdf browser browsers chrome firefox cache cookies intranet portal sso mfa authenticator token tokens certificate certificates
  expired permission permissions access denied folder folders shared drive quota disk storage backup backups restore deleted recover install installs
  installation uninstall upgrade upgrades license licenses erp sap crm warehouse barcode barcodes forklift forklifts pallet pallets label labels
  conveyor timesheet timesheets payroll payslip payslips badge badges onboarding ticket tickets helpdesk refund refunds
`;

export const DOMAIN_WORDS: ReadonlySet<string> = new Set(
  `${CONTRACTS} ${HELP_DESK}`.split(/\s+/).filter((word) => word !== ""),
);
