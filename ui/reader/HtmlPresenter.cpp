// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/HtmlPresenter.h"

#include "core/engine/Engine.h"
#include "core/store/StoreReader.h"
#include "ui/bridge/EngineBridge.h"
#include "ui/theme/Theme.h"

#include <QRegularExpression>

namespace tern::ui {

namespace {

markup::Color markupColor(const QColor &color)
{
    return {static_cast<std::uint8_t>(color.red()), static_cast<std::uint8_t>(color.green()), static_cast<std::uint8_t>(color.blue()), 1};
}

/// What was forwarded is what one is to read.
bool isForwarded(const QString &subject)
{
    static const QRegularExpression mark(QStringLiteral("^\\s*(fwd?|wg|tr|i|rv|enc|转发|轉寄)\\s*[:：]"), QRegularExpression::CaseInsensitiveOption);
    return mark.match(subject).hasMatch();
}

} // namespace

HtmlPresenter::HtmlPresenter(const WindowContext &context, QObject *parent) : QObject(parent), m_context(context) {}

void HtmlPresenter::prepare(engine::OpenedMessagePtr message, const Wish &wish)
{
    cancel();
    m_message = std::move(message);
    m_wish = wish;
    if (const auto row = wish.remote ? m_context.reader.row(m_message->placement) : Result<std::optional<store::MessageRow>>(std::nullopt); row && *row)
        m_account = (*row)->account;
    const Tokens &tokens = m_context.theme.tokens();
    markup::HtmlRules rules;
    rules.ownPrefix.clear();
    rules.remote = wish.remote;
    rules.dark = m_context.theme.isDark() && !wish.originalColours;
    rules.ground = {markupColor(tokens.pane), markupColor(tokens.text)};
    if (!isForwarded(m_message->parsed.subject))
        rules.showQuoted = tr("Show the quoted message").toStdString();
    m_context.bridge.call(
        this, [&](auto done) { m_context.engine.prepareHtml(m_message, rules, done); },
        [this, number = m_number](Result<markup::SafeHtml> html) {
            if (number != m_number || !html)
                return;
            m_html = *std::move(html);
            Q_EMIT prepared();
        });
}

void HtmlPresenter::cancel()
{
    if (m_html && m_wish.remote)
        m_context.engine.cancelPictures();
    ++m_number;
    m_html.reset();
    m_message.reset();
    m_account = {};
}

HtmlDocument HtmlPresenter::document()
{
    const bool isDark = m_context.theme.isDark() && !m_wish.originalColours;
    const Tokens &tokens = isDark ? m_context.theme.tokens() : lightTokens();
    HtmlDocument document;
    document.number = m_number;
    document.body = QByteArray::fromStdString(m_html->html);
    document.bodyAttributes = QByteArray::fromStdString(m_html->bodyAttributes);
    document.isDark = isDark;
    document.pane = tokens.pane;
    document.text = tokens.text;
    document.link = tokens.accent;
    document.own = [this, message = m_message](const QString &contentId, const HtmlDocument::Reply &reply) {
        m_context.bridge.call(
            this, [&](auto done) { m_context.engine.ownPicture(message, contentId, done); },
            [reply](Result<engine::Picture> picture) { reply(picture ? std::optional(*std::move(picture)) : std::nullopt); });
    };
    document.remote = [this, number = m_number](int picture, const HtmlDocument::Reply &reply) {
        if (number == m_number)
            fetch(picture, reply);
        else
            reply(std::nullopt);
    };
    return document;
}

/// Only what the person saw listed, and only after they asked for it.
void HtmlPresenter::fetch(int picture, const HtmlDocument::Reply &reply)
{
    const auto place = static_cast<std::size_t>(picture);
    const bool isAllowed = m_html && m_wish.remote && picture >= 0 && place < m_html->pictures.size() && m_html->pictures[place].kind == markup::RemotePicture::Kind::Picture;
    if (!isAllowed || !m_account.isValid())
        return reply(std::nullopt);
    m_context.bridge.call(
        this, [&](auto done) { m_context.engine.fetchPicture(m_account, m_html->pictures[place].url, done); },
        [reply](Result<engine::Picture> got) { reply(got ? std::optional(*std::move(got)) : std::nullopt); });
}

} // namespace tern::ui
