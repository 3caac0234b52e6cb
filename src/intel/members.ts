/** SQL for the accounts of a campaign as it stands now, bystanders left out. Parameter: campaign. */
export const MEMBERS = `(
  SELECT member.account FROM (
    SELECT arrayJoin(JSONExtract(document, 'accounts', 'Array(Tuple(account String, role String))')) AS member
    FROM campaigns FINAL WHERE id = {campaign:String})
  WHERE member.role != 'bystander')`;
