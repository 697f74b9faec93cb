// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/ReaderBody.h"

#include "core/mime/ParsedMessage.h"
#include "ui/bridge/ErrorText.h"
#include "ui/reader/RemoteContent.h"
#include "ui/reader/TextBody.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Buttons.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QVBoxLayout>

#include <algorithm>

namespace tern::ui {

namespace {
/// Starting the engine holds the window for some 0.1 s: not while a person steps through the list, and not before the text is painted.
constexpr int kBeforeFirstHtmlMs = 150;
constexpr int kTextMeanwhileMs = 250;
}

ReaderBody::ReaderBody(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_banners = new QVBoxLayout;
    m_banners->setContentsMargins(24, 0, 24, 0);
    m_banners->setSpacing(8);
    column->addLayout(m_banners);
    m_content = new QVBoxLayout;
    m_content->setContentsMargins(0, 6, 0, 0);
    m_text = new TextBody(theme, this);
    m_content->addWidget(m_text);
    setFocusProxy(m_text);
    column->addLayout(m_content, 1);
    m_below = new QVBoxLayout;
    m_below->setContentsMargins(24, 0, 24, 0);
    column->addLayout(m_below);
    m_beforeFirst.setSingleShot(true);
    m_beforeFirst.setInterval(kBeforeFirstHtmlMs);
    connect(&m_beforeFirst, &QTimer::timeout, this, &ReaderBody::renderHtml);
    m_textMeanwhile.setSingleShot(true);
    m_textMeanwhile.setInterval(kTextMeanwhileMs);
    connect(&m_textMeanwhile, &QTimer::timeout, this, [this] { m_text->showText(m_message->parsed.text); });
    connect(m_text, &TextBody::linkActivated, this, [this](const QUrl &url) { activate(url, true); });
    connect(m_text, &TextBody::linkHovered, m_text, [this](const QUrl &url) { m_text->setToolTip(url.toString(QUrl::FullyEncoded).toHtmlEscaped()); });
}

ReaderBody::~ReaderBody() = default;

Banner *ReaderBody::addBanner(int kind, const QString &text)
{
    auto *banner = new Banner(m_theme, static_cast<Banner::Kind>(kind), text, this);
    m_banners->addWidget(banner);
    return banner;
}

void ReaderBody::clearBanners()
{
    while (QLayoutItem *item = m_banners->takeAt(0)) {
        if (item->widget()) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
    delete m_link;
    m_link = nullptr;
}

void ReaderBody::clear()
{
    m_message.reset();
    stopWaiting();
    clearBanners();
    m_html = false;
    setFocusProxy(m_text);
    m_text->showText(QString());
    m_text->show();
    if (m_host.isLoaded()) {
        HtmlView *view = m_host.view(this);
        view->widget()->hide();
        view->clear();
    }
}

void ReaderBody::showSnippet(const QString &snippet)
{
    clear();
    m_text->showText(snippet);
}

void ReaderBody::showError(const Error &error)
{
    clearBanners();
    const ErrorText words = errorText(error);
    Banner *banner = addBanner(static_cast<int>(Banner::Kind::Warning), words.sentence);
    if (error.retry != Retry::Never)
        connect(banner->addButton(tr("Try again")), &QAbstractButton::clicked, this, &ReaderBody::retryRequested);
    banner->setDetails(words.details);
}

void ReaderBody::showMessage(engine::OpenedMessagePtr message)
{
    clear();
    m_message = std::move(message);
    if (hasHtml() && !m_preferText && !HtmlHost::isWithoutSandbox())
        showAsHtml();
    else
        showAsText();
}

bool ReaderBody::hasHtml() const
{
    return m_message && !m_message->parsed.html.isEmpty() && HtmlHost::isAvailable();
}

void ReaderBody::switchForm()
{
    if (hasHtml())
        m_html ? showAsText() : showAsHtml();
}

void ReaderBody::showAsText()
{
    m_html = false;
    stopWaiting();
    setFocusProxy(m_text);
    if (m_host.isLoaded())
        m_host.view(this)->widget()->hide();
    m_text->showText(m_message->parsed.text);
    m_text->show();
    setBanners();
    Q_EMIT formChanged();
}

void ReaderBody::showAsHtml()
{
    m_html = true;
    m_text->show();
    if (m_host.isLoaded()) {
        // Within some 60 ms; text before it would only flicker.
        m_textMeanwhile.start();
        renderHtml();
    } else {
        m_text->showText(m_message->parsed.text);
        m_beforeFirst.start();
    }
    setBanners();
    Q_EMIT formChanged();
}

void ReaderBody::stopWaiting()
{
    m_beforeFirst.stop();
    m_textMeanwhile.stop();
}

void ReaderBody::renderHtml()
{
    HtmlView *view = m_host.view(this);
    if (!view)
        return showAsText();
    if (m_content->indexOf(view->widget()) < 0) {
        m_content->addWidget(view->widget());
        view->linkActivated = [this](const QUrl &url) { activate(url, false); };
        view->linkHovered = [view](const QUrl &url) { view->widget()->setToolTip(url.toString(QUrl::FullyEncoded).toHtmlEscaped()); };
    }
    view->rendered = [this, view] {
        if (!m_html)
            return;
        m_textMeanwhile.stop();
        const bool focused = m_text->hasFocus();
        m_text->hide();
        view->widget()->show();
        setFocusProxy(view->widget());
        if (focused)
            view->widget()->setFocus(Qt::OtherFocusReason);
    };
    view->show({m_message->parsed.html, [message = m_message](const QString &contentId) -> std::optional<HtmlPart> {
                    const auto &parts = message->parsed.attachments;
                    const auto part = std::find_if(parts.begin(), parts.end(), [&](const auto &a) { return !a.contentId.isEmpty() && a.contentId == contentId; });
                    if (part == parts.end())
                        return std::nullopt;
                    auto content = mime::partContent(message->raw, part->part);
                    if (!content)
                        return std::nullopt;
                    return HtmlPart{part->type.toLatin1(), std::move(content).value()};
                }});
}

void ReaderBody::setBanners()
{
    clearBanners();
    const auto &parsed = m_message->parsed;
    if (!parsed.defects.isEmpty())
        addBanner(static_cast<int>(Banner::Kind::Warning), tr("This message is damaged or unusual. What could be read is shown."))->setDetails(parsed.defects.join(u'\n'));
    if (!hasHtml())
        return;
    if (m_html) {
        if (hasRemoteContent(parsed.html))
            addBanner(static_cast<int>(Banner::Kind::Warning), tr("Remote images are blocked. They can tell the sender that you opened this message."));
        return;
    }
    Banner *banner = HtmlHost::isWithoutSandbox()
        ? addBanner(static_cast<int>(Banner::Kind::Neutral), tr("Tern runs as root, so the HTML view has no sandbox. This is the text of the message."))
        : addBanner(static_cast<int>(Banner::Kind::Neutral), tr("This message also has an HTML form."));
    connect(banner->addButton(tr("Show as HTML")), &QAbstractButton::clicked, this, &ReaderBody::showAsHtml);
}

void ReaderBody::activate(const QUrl &url, bool targetWasVisible)
{
    const QString scheme = url.scheme().toLower();
    if (scheme == QStringLiteral("mailto"))
        Q_EMIT mailtoActivated(url);
    else if (scheme != QStringLiteral("http") && scheme != QStringLiteral("https"))
        return;
    else if (targetWasVisible)
        QDesktopServices::openUrl(url);
    else
        askBeforeOpening(url);
}

void ReaderBody::askBeforeOpening(const QUrl &url)
{
    delete m_link;
    // The whole address as it is on the wire: what a link says and where it goes are two things.
    m_link = new Banner(m_theme, Banner::Kind::Neutral, tr("This link goes to %1\n%2").arg(url.host(QUrl::FullyEncoded), url.toString(QUrl::FullyEncoded)), this);
    m_below->addWidget(m_link);
    const auto add = [this](const QString &text, auto act) {
        connect(m_link->addButton(text), &QAbstractButton::clicked, this, [this, act] {
            act();
            m_link->deleteLater();
            m_link = nullptr;
        });
    };
    add(tr("Open"), [url] { QDesktopServices::openUrl(url); });
    add(tr("Copy address"), [url] { QGuiApplication::clipboard()->setText(url.toString(QUrl::FullyEncoded)); });
    add(tr("Close"), [] {});
}

} // namespace tern::ui
