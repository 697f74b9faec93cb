// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/calendar/Invitation.h"
#include "core/engine/EngineImpl.h"
#include "core/engine/SenderLook.h"
#include "core/engine/SignatureChecks.h"
#include "core/markup/PictureType.h"
#include "core/mime/CharsetGuess.h"

#include <QFile>

namespace tern::engine {

/// One openMessage() that was not answered yet.
struct EngineImpl::Opening {
    PlacementId placement;
    Completion<OpenedMessagePtr> done;
    std::atomic<bool> answered{false};

    /// The first answer counts.
    void answer(Result<OpenedMessagePtr> outcome)
    {
        if (!answered.exchange(true))
            done(std::move(outcome));
    }
};

void EngineImpl::openMessage(PlacementId placement, int slot, Completion<OpenedMessagePtr> done)
{
    const auto opening = std::make_shared<Opening>();
    opening->placement = placement;
    opening->done = std::move(done);
    std::shared_ptr<Opening> earlier;
    if (slot != kNoSlot) {
        const std::lock_guard lock(m_stateMutex);
        earlier = std::exchange(m_slots[slot], opening);
    }
    if (earlier && !earlier->answered)
        m_readers->post([earlier](Result<store::StoreReader *>) { earlier->answer(makeError(ErrorKind::Cancelled, "engine.open")); });
    m_readers->post([this, opening](Result<store::StoreReader *> reader) {
        if (!reader)
            opening->answer(reader.error());
        else if (!opening->answered)
            openStored(opening, **reader, false);
    });
}

/// From the store; asks the server once when it isn't there.
void EngineImpl::openStored(std::shared_ptr<Opening> opening, store::StoreReader &reader, bool fetched)
{
    auto row = reader.row(opening->placement);
    if (!row)
        return opening->answer(row.error());
    if (!*row)
        return opening->answer(makeError(ErrorKind::MessageMissing, "engine.open"));
    const MessageId message = (*row)->message;
    auto content = reader.content(message);
    if (!content)
        return opening->answer(content.error());
    if (!*content) {
        if (fetched)
            return opening->answer(makeError(ErrorKind::MessageMissing, "engine.open"));
        m_hub->fetchBody(**row, [this, opening](Result<void> outcome) {
            if (!outcome)
                return opening->answer(outcome.error());
            m_readers->post([this, opening](Result<store::StoreReader *> again) {
                if (!again)
                    opening->answer(again.error());
                else if (!opening->answered)
                    openStored(opening, **again, true);
            });
        });
        return;
    }
    auto head = reader.head(message);
    if (!head)
        return opening->answer(head.error());
    // What a server keeps in a mailbox is shown, whatever it is.
    mime::ParseOptions options;
    options.acceptAnything = true;
    options.hashAttachments = false;
    if (const auto account = reader.account((*row)->account))
        options.fallbackCharset = mime::likelyCharset(account->email, m_locale);
    auto parsed = mime::parseMessage(**content, options);
    if (!parsed)
        return opening->answer(parsed.error());
    auto opened = std::make_shared<OpenedMessage>();
    opened->charset = chosenCharset(reader, *parsed);
    if (!opened->charset.empty()) {
        options.forcedCharset = opened->charset;
        parsed = mime::parseMessage(**content, options);
        if (!parsed)
            return opening->answer(parsed.error());
    }
    opened->sender = lookAtSender(reader, (*row)->account, *parsed);
    opened->special = readSpecialMail(*parsed, **content, opened->sender.results, m_clock->now());
    if (opened->special.invitation)
        noteEvent(reader, (*row)->account, *opened->special.invitation);
    opened->message = message;
    opened->placement = opening->placement;
    opened->head = std::move(*head);
    opened->parsed = std::move(*parsed);
    opened->raw = std::move(**content);
    opening->answer(OpenedMessagePtr(std::move(opened)));
}

void EngineImpl::isFirstFromSender(OpenedMessagePtr message, Completion<bool> done)
{
    m_readers->post([message = std::move(message), done = std::move(done)](Result<store::StoreReader *> reader) {
        if (!reader)
            return done(reader.error());
        done(isFirstFrom(**reader, message->message, message->parsed));
    });
}

void EngineImpl::checkSignatures(OpenedMessagePtr message, Completion<std::vector<SignatureCheck>> done)
{
    m_signatureChecks.start([this, message = std::move(message), done = std::move(done)](const StopToken &stop) {
        auto reader = m_store->openReader();
        auto row = reader ? (*reader)->row(message->placement) : Result<std::optional<store::MessageRow>>(reader.error());
        if (!row || !*row)
            return done(row ? makeError(ErrorKind::MessageMissing, "engine.signatures") : row.error());
        auto account = (*reader)->account((*row)->account);
        if (!account)
            return done(account.error());
        auto context = m_net->context(*account, stop, accounts::AccountNet::Disputed::GoOn);
        if (!context)
            return done(context.error());
        if (context->proxy)
            return done(makeError(ErrorKind::Unsupported, "engine.signatures", "through a proxy no name server is asked"));
        auto checks = verifySignatures(*message, *context->resolver, stop, std::chrono::system_clock::to_time_t(std::chrono::system_clock::now()));
        done(stop.stopRequested() ? makeError(ErrorKind::Cancelled, "engine.signatures") : Result(std::move(checks)));
    });
}

/// Remembers the newest version of an event that was read, so that an older one is known as such.
void EngineImpl::noteEvent(store::StoreReader &reader, AccountId account, const calendar::Invitation &invitation)
{
    using calendar::Method;
    const bool isOrganizers = invitation.method == Method::Request || invitation.method == Method::Cancel || invitation.method == Method::Publish;
    if (!isOrganizers || invitation.event().uid.isEmpty())
        return;
    const store::EventRecord seen = eventRecord(account, invitation.event(), invitation.method == Method::Cancel || invitation.event().isCancelled);
    const auto known = reader.event(seen);
    const bool isNews = known && (!*known || std::pair((*known)->sequence, (*known)->stamp) < std::pair(seen.sequence, seen.stamp));
    if (isNews)
        m_store->write([seen](store::StoreWriter &writer) { return writer.noteEvent(seen); }, [](Result<void>) {});
}

void EngineImpl::setVisible(MailboxId mailbox, std::vector<PlacementId> placements)
{
    m_readers->post([this, mailbox, placements = std::move(placements)](Result<store::StoreReader *> reader) {
        if (!reader)
            return;
        if (mailbox.isValid()) {
            if (const auto record = (*reader)->mailbox(mailbox))
                m_hub->setFocus(record->account, mailbox);
        }
        const auto rows = (*reader)->rows(placements);
        if (!rows)
            return;
        std::map<AccountId, std::vector<PlacementId>> bare;
        std::map<AccountId, std::vector<PlacementId>> bodiless;
        for (const store::MessageRow &row : *rows) {
            if (!row.bodyStored)
                bodiless[row.account].push_back(row.placement);
            if (row.snippet.isEmpty())
                bare[row.account].push_back(row.placement);
        }
        m_hub->setVisible(bodiless);
        for (auto &[account, without] : bare)
            m_hub->fetchSnippets(account, std::move(without));
    });
}

void EngineImpl::prepareHtml(OpenedMessagePtr message, markup::HtmlRules rules, Completion<markup::SafeHtml> done)
{
    m_readers->post([message = std::move(message), rules = std::move(rules), done = std::move(done)](Result<store::StoreReader *> reader) {
        if (!reader)
            return done(reader.error());
        const QByteArray utf8 = message->parsed.html.toUtf8();
        done(markup::sanitizeHtml({utf8.constData(), static_cast<std::size_t>(utf8.size())}, rules));
    });
}

void EngineImpl::ownPicture(OpenedMessagePtr message, QString contentId, Completion<Picture> done)
{
    m_readers->post([message = std::move(message), contentId = std::move(contentId), done = std::move(done)](Result<store::StoreReader *> reader) {
        if (!reader)
            return done(reader.error());
        const auto &parts = message->parsed.attachments;
        const auto part = std::find_if(parts.begin(), parts.end(), [&](const auto &one) { return !one.contentId.isEmpty() && one.contentId == contentId; });
        if (part == parts.end())
            return done(makeError(ErrorKind::NotFound, "engine.picture", contentId.toStdString()));
        auto content = mime::partContent(message->raw, part->part);
        if (!content)
            return done(content.error());
        const std::string_view type = markup::pictureType({content->constData(), static_cast<std::size_t>(content->size())});
        if (type.empty())
            return done(makeError(ErrorKind::NotFound, "engine.picture", contentId.toStdString() + " is no picture"));
        done(Picture{std::string(type), *std::move(content)});
    });
}

void EngineImpl::fetchPicture(AccountId account, std::string url, Completion<Picture> done)
{
    m_pictures->fetch(account, std::move(url), std::move(done));
}

/// As the account's mail comes, but to anybody's machines only.
Result<NetContext> EngineImpl::wayToPictures(AccountId id, const StopToken &stop)
{
    auto reader = m_store->openReader();
    auto account = reader ? (*reader)->account(id) : Result<store::AccountRecord>(reader.error());
    if (!account)
        return account.error();
    auto context = m_net->context(*account, stop, accounts::AccountNet::Disputed::GoOn);
    if (context)
        context->publicOnly = !m_options.picturesFromAnywhere;
    return context;
}

void EngineImpl::saveAttachment(OpenedMessagePtr message, std::string part, QString file, Completion<void> done)
{
    m_attachments->save(std::move(message), std::move(part), std::move(file), Overwrite::Never, std::move(done));
}

void EngineImpl::exportAttachment(OpenedMessagePtr message, std::string part, Completion<QString> done)
{
    m_attachments->exportCopy(std::move(message), std::move(part), std::move(done));
}

} // namespace tern::engine
