// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/ReaderBody.h"

#include "core/engine/Engine.h"
#include "core/mime/ParsedMessage.h"
#include "ui/bridge/EngineBridge.h"
#include "ui/bridge/ErrorText.h"
#include "ui/reader/RemoteBar.h"
#include "ui/reader/SenderWords.h"
#include "ui/reader/TextBody.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Buttons.h"
#include "ui/widgets/FindBar.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QPointer>
#include <QVBoxLayout>

namespace tern::ui {

namespace {
/// Starting the engine holds the window for some 0.1 s: not while a person steps through the list, and not before the text is painted.
constexpr int kBeforeFirstHtmlMs = 150;
constexpr int kTextMeanwhileMs = 250;
}

ReaderBody::ReaderBody(const WindowContext &context, QWidget *parent) : QWidget(parent), m_theme(context.theme), m_engine(context.engine), m_presenter(context), m_consent(context), m_look(context)
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
    m_text = new TextBody(m_theme, this);
    m_content->addWidget(m_text);
    setFocusProxy(m_text);
    column->addLayout(m_content, 1);
    m_below = new QVBoxLayout;
    m_below->setContentsMargins(24, 0, 24, 0);
    column->addLayout(m_below);
    m_find = new FindBar(m_theme, this);
    column->addWidget(m_find);
    applyLook();
    m_beforeFirst.setSingleShot(true);
    m_beforeFirst.setInterval(kBeforeFirstHtmlMs);
    connect(&m_beforeFirst, &QTimer::timeout, this, &ReaderBody::renderHtml);
    m_textMeanwhile.setSingleShot(true);
    m_textMeanwhile.setInterval(kTextMeanwhileMs);
    connect(&m_textMeanwhile, &QTimer::timeout, this, [this] { m_text->showText(m_message->parsed.text); });
    connect(&m_presenter, &HtmlPresenter::prepared, this, &ReaderBody::onPrepared);
    connect(&m_theme, &Theme::changed, this, [this] {
        if (m_html)
            prepareHtml();
    });
    connect(m_find, &FindBar::searched, this, &ReaderBody::find);
    connect(m_find, &FindBar::closed, this, [this] {
        find({}, 0);
        setFocus(Qt::OtherFocusReason);
    });
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
    m_presenter.cancel();
    m_wish = {};
    m_isFirst = false;
    m_find->hide();
    m_look.setFixedWidth(false);
    m_text->setLook(m_look.text());
    m_deaths = 0;
    stopWaiting();
    clearBanners();
    m_html = false;
    setFocusProxy(m_text);
    m_text->showText(QString());
    m_text->show();
    if (m_host.isLoaded()) {
        HtmlView &view = m_host.view(this);
        view.widget()->hide();
        view.clear();
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
    m_wish.remote = m_consent.isGiven(sender());
    askIfFirst();
    if (hasHtml() && !m_preferText && !HtmlHost::isWithoutSandbox())
        showAsHtml();
    else
        showAsText();
}

/// After the message is shown: in a large profile the answer takes a while.
void ReaderBody::askIfFirst()
{
    m_engine.isFirstFromSender(m_message, onUi(this, [this, asked = m_message](Result<bool> isFirst) {
        if (asked != m_message || !isFirst || !*isFirst)
            return;
        m_isFirst = true;
        setBanners();
    }));
}

bool ReaderBody::hasHtml() const
{
    return m_message && !m_message->parsed.html.isEmpty();
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
        m_host.view(this).widget()->hide();
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
    } else {
        m_text->showText(m_message->parsed.text);
        m_beforeFirst.start();
    }
    setBanners();
    prepareHtml();
    Q_EMIT formChanged();
}

void ReaderBody::prepareHtml()
{
    m_presenter.prepare(m_message, m_wish);
}

void ReaderBody::onPrepared()
{
    setBanners();
    if (!m_beforeFirst.isActive())
        renderHtml();
}

void ReaderBody::switchColours()
{
    if (!hasOriginalColours())
        return;
    m_wish.originalColours = !m_wish.originalColours;
    prepareHtml();
}

void ReaderBody::stopWaiting()
{
    m_beforeFirst.stop();
    m_textMeanwhile.stop();
}

void ReaderBody::renderHtml()
{
    if (!m_html || !m_presenter.html())
        return;
    HtmlView &view = m_host.view(this);
    if (m_content->indexOf(view.widget()) < 0) {
        m_content->addWidget(view.widget());
        view.setZoom(m_look.text().zoom);
        view.linkActivated = [this](const QUrl &url) { activate(url, false); };
        view.linkHovered = [widget = view.widget()](const QUrl &url) { widget->setToolTip(url.toString(QUrl::FullyEncoded).toHtmlEscaped()); };
        view.died = [this] { onDied(); };
    }
    view.rendered = [this, &view] {
        if (!m_html)
            return;
        m_textMeanwhile.stop();
        const bool focused = m_text->hasFocus();
        m_text->hide();
        view.widget()->show();
        setFocusProxy(view.widget());
        if (focused)
            view.widget()->setFocus(Qt::OtherFocusReason);
    };
    view.show(m_presenter.document());
}

/// Once could have been anything; a message that breaks the view twice is read as text.
void ReaderBody::onDied()
{
    if (!m_message || !m_html)
        return;
    if (++m_deaths == 1)
        return showAsHtml();
    showAsText();
    clearBanners();
    Banner *banner = addBanner(static_cast<int>(Banner::Kind::Warning), tr("The HTML view broke over this message. This is its text."));
    connect(banner->addButton(tr("Try again")), &QAbstractButton::clicked, this, &ReaderBody::showAsHtml);
}

void ReaderBody::openFind()
{
    if (m_message)
        m_find->open();
}

void ReaderBody::find(const QString &text, int step)
{
    if (m_html && m_host.isLoaded()) {
        m_host.view(this).find(text, step, [bar = QPointer(m_find)](int current, int total) {
            if (bar)
                bar->setFound(current, total);
        });
        return;
    }
    const Found found = m_text->find(text, step);
    m_find->setFound(found.current, found.total, found.more);
}

void ReaderBody::applyLook()
{
    m_text->setLook(m_look.text());
    if (m_host.isLoaded())
        m_host.view(this).setZoom(m_look.text().zoom);
}

void ReaderBody::readLook()
{
    m_look.read();
    applyLook();
}

void ReaderBody::zoom(int step)
{
    Q_EMIT said(tr("Zoom: %1 %").arg(m_look.zoom(step)));
    applyLook();
}

void ReaderBody::switchFixedWidth()
{
    if (!m_message)
        return;
    m_look.setFixedWidth(!m_look.text().fixedWidth);
    if (m_html)
        showAsText();
    applyLook();
}

QString ReaderBody::sender() const
{
    const auto &from = m_message->parsed.from;
    return from.size() == 1 ? from.front().address : QString();
}

void ReaderBody::loadRemote()
{
    m_wish.remote = true;
    m_textMeanwhile.stop();
    prepareHtml();
}

void ReaderBody::setBanners()
{
    clearBanners();
    const auto &parsed = m_message->parsed;
    if (const SenderNotice notice = senderNotice(m_message->sender, parsed, m_isFirst); !notice.sentence.isEmpty())
        addBanner(static_cast<int>(notice.isGrave ? Banner::Kind::Bad : Banner::Kind::Neutral), notice.sentence)->setDetails(notice.more);
    if (!parsed.defects.isEmpty())
        addBanner(static_cast<int>(Banner::Kind::Warning), tr("This message is damaged or unusual. What could be read is shown."))->setDetails(parsed.defects.join(u'\n'));
    if (!hasHtml())
        return;
    if (m_html) {
        Banner *bar = m_presenter.html() ? remoteBar({m_theme, m_presenter.html()->pictures, m_wish.remote, sender(), m_consent, [this] { loadRemote(); }}, this) : nullptr;
        if (bar)
            m_banners->addWidget(bar);
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
