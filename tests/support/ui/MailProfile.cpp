// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ui/MailProfile.h"

#include "core/search/Search.h"

#include <QDateTime>

#include <stdexcept>

namespace tern::test {

namespace {

void orThrow(const Result<void> &result)
{
    if (!result)
        throw std::runtime_error(result.error().toString());
}

store::MailboxRecord mailbox(const char16_t *path, store::MailboxRole role)
{
    store::MailboxRecord record;
    record.path = QString::fromUtf16(path);
    record.name = record.path.section(u'/', -1);
    record.parentPath = record.path.section(u'/', 0, -2);
    record.wireName = role == store::MailboxRole::Inbox ? "INBOX" : record.path.toStdString();
    record.delimiter = '/';
    record.role = role;
    return record;
}

QByteArray rawMessage(const SampleMail &mail, const std::string &id)
{
    const QByteArray type = mail.html.isEmpty() ? QByteArrayLiteral("text/plain") : QByteArrayLiteral("text/html");
    const auto word = [](const QString &text) -> QByteArray { return "=?UTF-8?B?" + text.toUtf8().toBase64() + "?="; };
    QByteArray raw = "From: " + word(mail.fromName) + " <" + mail.from.toUtf8() + ">\r\nTo: receiver@qq.com, Maria Keller <maria@example.org>\r\nSubject: "
        + word(mail.subject) + "\r\nDate: " + QDateTime::fromMSecsSinceEpoch(mail.date).toString(Qt::RFC2822Date).toLatin1() + "\r\nMessage-ID: <"
        + QByteArray::fromStdString(id) + ">\r\nMIME-Version: 1.0\r\n";
    if (!mail.calendar.isEmpty())
        return raw + "Content-Type: multipart/alternative; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + mail.text.toUtf8()
            + "\r\n--b\r\nContent-Type: text/calendar; charset=utf-8; method=REQUEST\r\n\r\n" + mail.calendar + "\r\n--b--\r\n";
    const QByteArray body = (mail.html.isEmpty() ? mail.text : mail.html).toUtf8();
    if (mail.attachments == 0)
        return raw + "Content-Type: " + type + "; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + body;
    raw += "Content-Type: multipart/mixed; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: " + type + "; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + body;
    const char *names[] = {"%E8%BF%9B%E5%BA%A6%E8%A1%A8%202026-11.xlsx", "%E5%AE%89%E6%8E%92.pdf"};
    const char *types[] = {"application/vnd.ms-excel", "application/pdf"};
    for (int i = 0; i < mail.attachments && i < 2; ++i) {
        const QByteArray content = QByteArray(i == 0 ? 24'000 : 11'000, 'x').toBase64();
        raw += QByteArray("\r\n--b\r\nContent-Type: ") + types[i] + "\r\nContent-Disposition: attachment; filename*=UTF-8''" + names[i]
            + "\r\nContent-Transfer-Encoding: base64\r\n\r\n" + content;
    }
    return raw + "\r\n--b--\r\n";
}

} // namespace

UnixMillis at(int daysAgo, int hour, int minute)
{
    return QDateTime(QDate::currentDate().addDays(-daysAgo), QTime(hour, minute)).toMSecsSinceEpoch();
}

MailProfile::MailProfile() = default;

store::Store &MailProfile::store()
{
    if (!m_store) {
        store::StoreOptions options;
        options.profile = path().toStdString();
        search::addSearch(options);
        auto opened = store::Store::open(options);
        if (!opened)
            throw std::runtime_error(opened.error().toString());
        m_store = std::move(opened).value();
    }
    return *m_store;
}

void MailProfile::closeStore()
{
    if (m_store)
        m_store->close();
    m_store.reset();
}

void MailProfile::fill()
{
    using Role = store::MailboxRole;
    orThrow(store().writeAndWait([this](store::StoreWriter &writer) -> Result<void> {
        const auto account = [&writer](const char16_t *email, const char16_t *name) {
            store::AccountRecord record;
            record.email = QString::fromUtf16(email);
            record.name = QString::fromUtf16(name);
            record.imap = {"127.0.0.1", 1, 2, record.email.toStdString()};
            record.smtp = record.imap;
            record.secretSource = "session";
            return writer.addAccount(record);
        };
        auto one = account(u"sender@163.com", u"张伟");
        auto two = account(u"me@example.org", u"Me");
        if (!one || !two)
            return one ? two.error() : one.error();
        first = *one;
        second = *two;
        if (auto done = writer.replaceMailboxes(first, {mailbox(u"INBOX", Role::Inbox), mailbox(u"Drafts", Role::Drafts), mailbox(u"Sent", Role::Sent),
                                                        mailbox(u"Archive", Role::Archive), mailbox(u"Junk", Role::Junk), mailbox(u"Trash", Role::Trash),
                                                        mailbox(u"Projects", Role::None), mailbox(u"Projects/项目进度", Role::None)});
            !done)
            return done;
        if (auto done = writer.replaceMailboxes(second, {mailbox(u"INBOX", Role::Inbox), mailbox(u"Sent", Role::Sent), mailbox(u"Lists", Role::None)}); !done)
            return done;
        for (const auto &record : writer.reader().allMailboxes().valueOr({})) {
            if (record.account == second) {
                if (record.role == Role::Inbox)
                    secondInbox = record.id;
                continue;
            }
            switch (record.role) {
            case Role::Inbox: inbox = record.id; break;
            case Role::Drafts: drafts = record.id; break;
            case Role::Sent: sent = record.id; break;
            case Role::Archive: archive = record.id; break;
            case Role::Junk: junk = record.id; break;
            case Role::Trash: trash = record.id; break;
            default: (record.parentPath.isEmpty() ? projects : chinese) = record.id;
            }
        }
        return {};
    }));
    const store::Flags seen = store::FlagSeen;
    const auto text = [](const char16_t *s) { return QString::fromUtf16(s); };
    add(inbox,
        {{text(u"Tom Okafor"), text(u"tom@example.com"), text(u"Lunch on Wednesday?"), text(u"The noodle place reopened. 12:30?"), at(5, 12, 0), seen, 0, {}, {}},
         {text(u"Stadtwerke"), text(u"service@stadtwerke.example"), text(u"Ihre Jahresabrechnung ist da"), text(u"Sie finden die Abrechnung im Kundenportal."), at(4, 8, 0), seen, 0, {}, {}},
         {text(u"linux-kernel"), text(u"lkml@vger.example"), text(u"[PATCH v3 2/7] mm: batch the folio migration"), text(u"On Thu, Nov 19, 2026 at 10:12 AM wrote:\n> This still takes the lock twice.\n\nFixed in v4."), at(3, 10, 12), seen | store::FlagAnswered, 0, {}, {}},
         {text(u"Priya Raman"), text(u"priya@example.in"), text(u"Invoice 2026-118"), text(u"Thank you for the quick payment. The receipt is attached for your records."), at(1, 9, 0), seen, 1, {}, {}},
         {text(u"李娜"), text(u"lina@example.cn"), text(u"会议纪要 (修订)"), text(u"修订后的会议纪要见附件，如有遗漏请直接回复。"), at(1, 10, 0), seen, 1, {}, {}},
         {text(u"Amélie Fournier"), text(u"amelie@example.fr"), text(u"Photos from Lisbon"), text(u"I put the best forty in the folder. The one by the river is yours."), at(1, 11, 0), 0, 1, {}, {}},
         {text(u"Deutsche Bahn"), text(u"buchung@bahn.example"), text(u"Ihre Buchung: Berlin Hbf nach Wien Hbf"), text(u"Vielen Dank für Ihre Buchung. Ihr Ticket finden Sie im Anhang."), at(0, 7, 30), seen, 1, {}, {}},
         {text(u"GitHub"), text(u"noreply@github.example"), text(u"[tern] Sync: resume after UIDVALIDITY change (#214)"), text(u"jm merged 3 commits into main. Closes #209, #211."), at(0, 8, 55), seen, 0, {}, {}},
         {text(u"Zhang Wei 张伟"), text(u"sender@163.com"), text(u"第二封: 项目进度与下周安排"),
          text(u"hello, send by Tern…\n\n附件是本周的进度表，请在周五之前确认。下周的安排有两处变化：评审改到周二上午，部署推迟一天。 https://tern.example/plan\n\n谢谢，\n张伟\n\n> On Sun, 22 Nov 2026, Maria Keller wrote:\n> Can you send the new dates before Wednesday?\n>> Which room is it?\n\n-- \n张伟\n项目部"),
          at(0, 9, 41), store::FlagFlagged, 2, {}, {}}});
    add(secondInbox, {{text(u"Maria Keller"), text(u"maria@example.org"), text(u"Re: Venue for the spring meeting"), text(u"The large room is free on both days. I asked them to hold it until Friday."), at(0, 9, 12), 0, 0, {}, {}},
                      {text(u"Newsletter"), text(u"news@example.com"), text(u"What is new in November"), {}, at(12, 9, 0), seen, 0, {},
                       text(u"<h1>November</h1><p>Hello <b>there</b>. <a href=\"https://example.com/x\">Read on</a></p><img src=\"https://example.com/pixel.gif\">")}});
    add(drafts, {{text(u"张伟"), text(u"sender@163.com"), text(u"Notes"), text(u"to be written"), at(2, 9, 0), seen | store::FlagDraft, 0, {}, {}}});
    add(junk, {{text(u"Win"), text(u"win@example.biz"), text(u"You have won"), text(u"Click."), at(2, 3, 0), 0, 0, {}, {}}});
    add(chinese, {{text(u"李娜"), text(u"lina@example.cn"), text(u"进度"), text(u"见附件"), at(6, 3, 0), 0, 0, {}, {}}});
}

void MailProfile::fillArchive(int count)
{
    std::vector<SampleMail> mail;
    const UnixMillis now = QDateTime::currentMSecsSinceEpoch();
    for (int i = count; i > 0; --i) {
        mail.push_back({QStringLiteral("Person %1").arg(i % 97), QStringLiteral("p%1@example.org").arg(i % 97), QStringLiteral("Subject %1").arg(i),
                        {}, now - std::int64_t{60'000} * i * 7, i % 5 == 0 ? 0u : store::Flags{store::FlagSeen}, 0, {}, {}});
    }
    add(archive, mail, false);
}

void MailProfile::add(MailboxId mailbox, const std::vector<SampleMail> &mail, bool withContent)
{
    orThrow(store().writeAndWait([&](store::StoreWriter &writer) -> Result<void> {
        if (m_nextUid[mailbox] == 0) {
            m_nextUid[mailbox] = 1;
            if (auto selected = writer.mailboxSelected(mailbox, UidValidity{7}, Uid{1}, static_cast<int>(mail.size())); !selected)
                return selected.error();
        }
        std::vector<store::ListedRow> rows;
        std::map<std::uint32_t, const SampleMail *> byUid;
        for (const SampleMail &one : mail) {
            store::ListedRow row;
            row.uid = Uid{m_nextUid[mailbox]++};
            row.flags = one.flags;
            row.internalDate = one.date;
            row.head.messageIdHeader = std::to_string(mailbox.value) + "." + std::to_string(row.uid.value) + "@example.test";
            if (!one.inReplyTo.empty())
                row.head.inReplyTo = row.head.references = {one.inReplyTo};
            row.head.subject = one.subject;
            row.head.fromName = one.fromName;
            row.head.fromAddress = one.from;
            row.head.to = QStringLiteral("receiver@qq.com, Maria Keller");
            row.head.date = one.date;
            row.head.size = 2000 + one.attachments * 18'000;
            row.head.hasAttachment = one.attachments > 0;
            byUid[row.uid.value] = &one;
            rows.push_back(std::move(row));
        }
        if (auto done = writer.insertListed(mailbox, rows, true); !done)
            return done;
        if (auto done = writer.mailboxSynced(mailbox, Uid{m_nextUid[mailbox]}, ModSeq{}, true); !done)
            return done;
        if (!withContent)
            return {};
        const QStringList names{QStringLiteral("进度表 2026-11.xlsx"), QStringLiteral("安排.pdf")};
        for (const auto &placement : writer.reader().serverPlacements(mailbox).valueOr({})) {
            const auto found = byUid.find(placement.uid.value);
            if (found == byUid.end())
                continue;
            const SampleMail &one = *found->second;
            const std::string id = std::to_string(mailbox.value) + "." + std::to_string(placement.uid.value) + "@example.test";
            if (auto done = writer.storeContent(rawMessage(one, id), {placement.message, one.text, one.text.simplified().left(120), names.mid(0, one.attachments)}); !done)
                return done;
        }
        return {};
    }));
}

void MailProfile::setLabels(MailboxId mailbox, const std::vector<std::pair<Uid, QStringList>> &labels)
{
    orThrow(store().writeAndWait([&](store::StoreWriter &writer) -> Result<void> {
        std::vector<store::FlagUpdate> updates;
        for (const auto &[uid, words] : labels) {
            const auto known = writer.reader().serverPlacement(mailbox, uid);
            if (!known)
                return known.error();
            updates.push_back({uid, (*known)->serverFlags, {}, (*known)->modSeq, words});
        }
        return writer.applyFlags(mailbox, updates);
    }));
}

void MailProfile::vanish(MailboxId mailbox, const std::vector<Uid> &uids)
{
    orThrow(store().writeAndWait([&](store::StoreWriter &writer) { return writer.applyVanished(mailbox, uids); }));
}

} // namespace tern::test
