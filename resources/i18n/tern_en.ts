<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>DoctorWords</name>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n message</numerusform>
            <numerusform>%n messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FileWords</name>
    <message numerus="yes">
        <source>%n entries, %1 when unpacked.</source>
        <translation>
            <numerusform>%n entry, %1 when unpacked.</numerusform>
            <numerusform>%n entries, %1 when unpacked.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HeadersWindow</name>
    <message numerus="yes">
        <source>[%n more field(s) are in the source]</source>
        <translation>
            <numerusform>[One more field is in the source]</numerusform>
            <numerusform>[%n more fields are in the source]</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>InvitationWords</name>
    <message numerus="yes">
        <source>every %n weeks</source>
        <translation>
            <numerusform>every week</numerusform>
            <numerusform>every %n weeks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>every %n weeks on %1</source>
        <translation>
            <numerusform>every week on %1</numerusform>
            <numerusform>every %n weeks on %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>every %n months</source>
        <translation>
            <numerusform>every month</numerusform>
            <numerusform>every %n months</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>every %n days</source>
        <translation>
            <numerusform>every day</numerusform>
            <numerusform>every %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>every %n years</source>
        <translation>
            <numerusform>every year</numerusform>
            <numerusform>every %n years</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %n time(s) in all</source>
        <translation>
            <numerusform>%1, once</numerusform>
            <numerusform>%1, %n times in all</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>With %1 and %n more.</source>
        <translation>
            <numerusform>With %1 and one more.</numerusform>
            <numerusform>With %1 and %n more.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n accepted</source>
        <translation>
            <numerusform>%n accepted</numerusform>
            <numerusform>%n accepted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n may come</source>
        <translation>
            <numerusform>%n may come</numerusform>
            <numerusform>%n may come</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n declined</source>
        <translation>
            <numerusform>%n declined</numerusform>
            <numerusform>%n declined</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Journey</name>
    <message numerus="yes">
        <source>%n tries, the last at %1.</source>
        <translation>
            <numerusform>One try, at %1.</numerusform>
            <numerusform>%n tries, the last at %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>to %1 and %n more</source>
        <translation>
            <numerusform>to %1 and %n more</numerusform>
            <numerusform>to %1 and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NotificationText</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new message(s) in %1</source>
        <translation>
            <numerusform>%n new message in %1</numerusform>
            <numerusform>%n new messages in %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OperationRows</name>
    <message numerus="yes">
        <source>tried %n time(s)</source>
        <translation>
            <numerusform>tried %n time</numerusform>
            <numerusform>tried %n times</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OutboxRows</name>
    <message numerus="yes">
        <source>It went to the other %n recipient(s).</source>
        <translation>
            <numerusform>It went to the other recipient.</numerusform>
            <numerusform>It went to the other %n recipients.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PrintedMessage</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RemoteBar</name>
    <message numerus="yes">
        <source>%n trackers are blocked.</source>
        <translation>
            <numerusform>%n tracker is blocked.</numerusform>
            <numerusform>%n trackers are blocked.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n images on %1 were not loaded: it would learn that you read this.</source>
        <translation>
            <numerusform>%n image on %1 was not loaded: it would learn that you read this.</numerusform>
            <numerusform>%n images on %1 were not loaded: it would learn that you read this.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n images on other machines were not loaded: they would learn that you read this.</source>
        <translation>
            <numerusform>%n image on another machine was not loaded: it would learn that you read this.</numerusform>
            <numerusform>%n images on other machines were not loaded: they would learn that you read this.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StateWords</name>
    <message numerus="yes">
        <source>Archive %n message(s)</source>
        <translation>
            <numerusform>Archive %n message</numerusform>
            <numerusform>Archive %n messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %n message(s) to Junk</source>
        <translation>
            <numerusform>Move %n message to Junk</numerusform>
            <numerusform>Move %n messages to Junk</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Bring %n message(s) back from Junk</source>
        <translation>
            <numerusform>Bring %n message back from Junk</numerusform>
            <numerusform>Bring %n messages back from Junk</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n message(s)</source>
        <translation>
            <numerusform>Delete %n message</numerusform>
            <numerusform>Delete %n messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %n message(s) to %1</source>
        <translation>
            <numerusform>Move %n message to %1</numerusform>
            <numerusform>Move %n messages to %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copy %n message(s) to %1</source>
        <translation>
            <numerusform>Copy %n message to %1</numerusform>
            <numerusform>Copy %n messages to %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Mark %n message(s) as read</source>
        <translation>
            <numerusform>Mark %n message as read</numerusform>
            <numerusform>Mark %n messages as read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Mark %n message(s) as unread</source>
        <translation>
            <numerusform>Mark %n message as unread</numerusform>
            <numerusform>Mark %n messages as unread</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Flag %n message(s)</source>
        <translation>
            <numerusform>Flag %n message</numerusform>
            <numerusform>Flag %n messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Take the flag off %n message(s)</source>
        <translation>
            <numerusform>Take the flag off %n message</numerusform>
            <numerusform>Take the flag off %n messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Empty the trash (%n message(s))</source>
        <translation>
            <numerusform>Empty the trash (%n message)</numerusform>
            <numerusform>Empty the trash (%n messages)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Change the marks of %n message(s)</source>
        <translation>
            <numerusform>Change the marks of %n message</numerusform>
            <numerusform>Change the marks of %n messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove %n message(s) for good</source>
        <translation>
            <numerusform>Remove %n message for good</numerusform>
            <numerusform>Remove %n messages for good</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Can be undone for %n s</source>
        <translation>
            <numerusform>Can be undone for %n s</numerusform>
            <numerusform>Can be undone for %n s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n s</source>
        <translation>
            <numerusform>in %n s</numerusform>
            <numerusform>in %n s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n min</source>
        <translation>
            <numerusform>in %n min</numerusform>
            <numerusform>in %n min</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>UndeliveredText</name>
    <message numerus="yes">
        <source>Mail servers report that %n of the messages you sent could not be delivered. The Outbox shows which, and why.</source>
        <translation>
            <numerusform>Mail servers report that %n of the messages you sent could not be delivered. The Outbox shows which, and why.</numerusform>
            <numerusform>Mail servers report that %n of the messages you sent could not be delivered. The Outbox shows which, and why.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tern::app::SendGuard</name>
    <message numerus="yes">
        <source>%n message(s) in the Outbox have not been sent yet.</source>
        <translation>
            <numerusform>One message in the Outbox has not been sent yet.</numerusform>
            <numerusform>%n messages in the Outbox have not been sent yet.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tern::ui::AccountEditor</name>
    <message numerus="yes">
        <source>%n message(s) not yet sent will be lost.</source>
        <translation>
            <numerusform>%n message not yet sent will be lost.</numerusform>
            <numerusform>%n messages not yet sent will be lost.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n draft(s) on this computer will be lost.</source>
        <translation>
            <numerusform>%n draft on this computer will be lost.</numerusform>
            <numerusform>%n drafts on this computer will be lost.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) are kept on this computer alone and will be lost for good.</source>
        <translation>
            <numerusform>%n message is kept on this computer alone and will be lost for good.</numerusform>
            <numerusform>%n messages are kept on this computer alone and will be lost for good.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tern::ui::ActivityPane</name>
    <message numerus="yes">
        <source>Waiting changes: %n</source>
        <translation>
            <numerusform>Waiting changes: %n</numerusform>
            <numerusform>Waiting changes: %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tern::ui::AttachmentActions</name>
    <message numerus="yes">
        <source>Saved %n file(s) to %1</source>
        <translation>
            <numerusform>Saved %n file to %1</numerusform>
            <numerusform>Saved %n files to %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tern::ui::AttachmentCards</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tern::ui::FolderCommands</name>
    <message numerus="yes">
        <source>%n message(s) in it are moved to the trash.</source>
        <translation>
            <numerusform>%n message in it is moved to the trash.</numerusform>
            <numerusform>%n messages in it are moved to the trash.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) in it are deleted from the server too. This can&apos;t be undone.</source>
        <translation>
            <numerusform>%n message in it is deleted from the server too. This can&apos;t be undone.</numerusform>
            <numerusform>%n messages in it are deleted from the server too. This can&apos;t be undone.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) are removed for good.</source>
        <translation>
            <numerusform>%n message is removed for good.</numerusform>
            <numerusform>%n messages are removed for good.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tern::ui::InvitationCard</name>
    <message numerus="yes">
        <source>And %n more date(s) in the attached file.</source>
        <translation>
            <numerusform>And one more date in the attached file.</numerusform>
            <numerusform>And %n more dates in the attached file.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tern::ui::MainWindow</name>
    <message numerus="yes">
        <source>The server refused a change to %n message(s), so it was taken back. %1</source>
        <translation>
            <numerusform>The server refused a change to %n message, so it was taken back. %1</numerusform>
            <numerusform>The server refused a change to %n messages, so it was taken back. %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tern::ui::MessageCards</name>
    <message numerus="yes">
        <source>And %n more address card(s) in the attached files.</source>
        <translation>
            <numerusform>And one more address card in the attached files.</numerusform>
            <numerusform>And %n more address cards in the attached files.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tern::ui::MessageCommands</name>
    <message numerus="yes">
        <source>%n message(s) archived</source>
        <translation>
            <numerusform>%n message archived</numerusform>
            <numerusform>%n messages archived</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) moved to Junk</source>
        <translation>
            <numerusform>%n message moved to Junk</numerusform>
            <numerusform>%n messages moved to Junk</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) moved back to the inbox</source>
        <translation>
            <numerusform>%n message moved back to the inbox</numerusform>
            <numerusform>%n messages moved back to the inbox</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) deleted</source>
        <translation>
            <numerusform>%n message deleted</numerusform>
            <numerusform>%n messages deleted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) moved to “%1”</source>
        <translation>
            <numerusform>%n message moved to “%1”</numerusform>
            <numerusform>%n messages moved to “%1”</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) copied to “%1”</source>
        <translation>
            <numerusform>%n message copied to “%1”</numerusform>
            <numerusform>%n messages copied to “%1”</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) flagged</source>
        <translation>
            <numerusform>%n message flagged</numerusform>
            <numerusform>%n messages flagged</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Flag taken from %n message(s)</source>
        <translation>
            <numerusform>Flag taken from %n message</numerusform>
            <numerusform>Flag taken from %n messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) marked as read</source>
        <translation>
            <numerusform>%n message marked as read</numerusform>
            <numerusform>%n messages marked as read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) marked as unread</source>
        <translation>
            <numerusform>%n message marked as unread</numerusform>
            <numerusform>%n messages marked as unread</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tern::ui::MessageListView</name>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n message</numerusform>
            <numerusform>%n messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tern::ui::ReaderPane</name>
    <message numerus="yes">
        <source>%n messages are selected</source>
        <translation>
            <numerusform>%n message is selected</numerusform>
            <numerusform>%n messages are selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tern::ui::StatusStrip</name>
    <message numerus="yes">
        <source>%n message(s) wait in the Outbox</source>
        <translation>
            <numerusform>%n message waits in the Outbox</numerusform>
            <numerusform>%n messages wait in the Outbox</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tern::ui::SubjectHeader</name>
    <message numerus="yes">
        <source>%n messages</source>
        <translation>
            <numerusform>%n message</numerusform>
            <numerusform>%n messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tern::ui::TextBody</name>
    <message numerus="yes">
        <source>… %n more quoted line(s)</source>
        <translation>
            <numerusform>… %n more quoted line</numerusform>
            <numerusform>… %n more quoted lines</numerusform>
        </translation>
    </message>
</context>
</TS>
