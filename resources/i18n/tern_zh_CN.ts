<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>ActionSet</name>
    <message>
        <source>Write a message</source>
        <translation>写邮件</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>回复</translation>
    </message>
    <message>
        <source>Reply all</source>
        <translation>全部回复</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>转发</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>归档</translation>
    </message>
    <message>
        <source>Move…</source>
        <translation>移动…</translation>
    </message>
    <message>
        <source>Copy to…</source>
        <translation>复制到…</translation>
    </message>
    <message>
        <source>Junk</source>
        <translation>垃圾邮件</translation>
    </message>
    <message>
        <source>Not junk</source>
        <translation>不是垃圾邮件</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Flag or take the flag away</source>
        <translation>加上或取消星标</translation>
    </message>
    <message>
        <source>Mark as unread or read</source>
        <translation>标为未读或已读</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Next message</source>
        <translation>下一封</translation>
    </message>
    <message>
        <source>Previous message</source>
        <translation>上一封</translation>
    </message>
    <message>
        <source>Open the message</source>
        <translation>打开邮件</translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>回到列表</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Do or find anything</source>
        <translation>查找命令或文件夹</translation>
    </message>
    <message>
        <source>Show all keys</source>
        <translation>显示所有快捷键</translation>
    </message>
    <message>
        <source>Select all messages</source>
        <translation>选择全部邮件</translation>
    </message>
    <message>
        <source>Look for new mail</source>
        <translation>收取新邮件</translation>
    </message>
    <message>
        <source>Mark all as read</source>
        <translation>全部标为已读</translation>
    </message>
    <message>
        <source>Empty the trash…</source>
        <translation>清空已删除邮件…</translation>
    </message>
    <message>
        <source>New folder…</source>
        <translation>新建文件夹…</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>活动</translation>
    </message>
    <message>
        <source>Protocol console</source>
        <translation>协议控制台</translation>
    </message>
    <message>
        <source>Outbox</source>
        <translation>发件箱</translation>
    </message>
    <message>
        <source>Add an account…</source>
        <translation>添加账号…</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>设置…</translation>
    </message>
    <message>
        <source>Message source</source>
        <translation>邮件原文</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Show as text or as HTML</source>
        <translation>以文本或 HTML 显示</translation>
    </message>
    <message>
        <source>Redirect…</source>
        <translation>重定向…</translation>
    </message>
    <message>
        <source>Switch to or from the original colours</source>
        <translation>切换原始颜色</translation>
    </message>
    <message>
        <source>How it came here</source>
        <translation>邮件的来路</translation>
    </message>
    <message>
        <source>Show in another charset…</source>
        <translation>用其他字符编码显示…</translation>
    </message>
    <message>
        <source>Find in this message…</source>
        <translation>在此邮件中查找…</translation>
    </message>
    <message>
        <source>Larger letters</source>
        <translation>放大文字</translation>
    </message>
    <message>
        <source>Smaller letters</source>
        <translation>缩小文字</translation>
    </message>
    <message>
        <source>Letters of the usual size</source>
        <translation>恢复文字大小</translation>
    </message>
    <message>
        <source>Letters of one width, patches in colour</source>
        <translation>等宽字体，补丁着色</translation>
    </message>
    <message>
        <source>Later message of the conversation</source>
        <translation>会话中的后一封邮件</translation>
    </message>
    <message>
        <source>Earlier message of the conversation</source>
        <translation>会话中的前一封邮件</translation>
    </message>
    <message>
        <source>Show or hide conversations</source>
        <translation>显示或隐藏会话</translation>
    </message>
    <message>
        <source>Reply to the list</source>
        <translation>回复到邮件列表</translation>
    </message>
    <message>
        <source>All header fields</source>
        <translation>所有邮件头字段</translation>
    </message>
    <message>
        <source>Why is this here?</source>
        <translation>为什么在这里？</translation>
    </message>
    <message>
        <source>Accept the invitation</source>
        <translation>接受邀请</translation>
    </message>
    <message>
        <source>Answer the invitation: maybe</source>
        <translation>答复邀请：也许参加</translation>
    </message>
    <message>
        <source>Decline the invitation</source>
        <translation>谢绝邀请</translation>
    </message>
    <message>
        <source>Unsubscribe from these messages…</source>
        <translation>退订此类邮件…</translation>
    </message>
    <message>
        <source>Quick look at the attachments</source>
        <translation>快速查看附件</translation>
    </message>
    <message>
        <source>Save all attachments…</source>
        <translation>保存全部附件…</translation>
    </message>
    <message>
        <source>Save as a file…</source>
        <translation>保存为文件…</translation>
    </message>
    <message>
        <source>Save as a PDF…</source>
        <translation>保存为 PDF…</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>打印…</translation>
    </message>
</context>
<context>
    <name>AuditWords</name>
    <message>
        <source>folders missing here</source>
        <translation>本机缺少的文件夹</translation>
    </message>
    <message>
        <source>folders that the server lacks</source>
        <translation>服务器上没有的文件夹</translation>
    </message>
    <message>
        <source>folders made anew on the server</source>
        <translation>在服务器上重建过的文件夹</translation>
    </message>
    <message>
        <source>messages missing here</source>
        <translation>本机缺少的邮件</translation>
    </message>
    <message>
        <source>messages that the server lacks</source>
        <translation>服务器上没有的邮件</translation>
    </message>
    <message>
        <source>flags</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>sizes</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>messages in another folder</source>
        <translation>所在文件夹不符的邮件</translation>
    </message>
    <message>
        <source>messages shown otherwise than they are</source>
        <translation>显示与实际不符的邮件</translation>
    </message>
    <message>
        <source>counters of folders</source>
        <translation>文件夹计数</translation>
    </message>
    <message>
        <source>damaged texts</source>
        <translation>损坏的正文</translation>
    </message>
    <message>
        <source>messages that search can&apos;t find</source>
        <translation>搜索不到的邮件</translation>
    </message>
    <message>
        <source>all %1</source>
        <translation>全部 %1 封</translation>
    </message>
    <message>
        <source>%1 of %2 (%3 %)</source>
        <translation>%2 封中的 %1 封（%3%）</translation>
    </message>
    <message>
        <source>Wrong here: %1</source>
        <translation>本机有误：%1</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>No message is stored here yet.</source>
        <translation>本机还没有保存邮件。</translation>
    </message>
    <message>
        <source>Whole messages kept here, in all accounts: %1</source>
        <translation>本机保存的完整邮件（所有账号）：%1</translation>
    </message>
    <message>
        <source>damaged: %1</source>
        <translation>损坏：%1</translation>
    </message>
    <message>
        <source>on disk: %1</source>
        <translation>占用磁盘：%1</translation>
    </message>
    <message>
        <source>Search finds %1 by subject and people</source>
        <translation>可按主题和联系人搜索：%1</translation>
    </message>
    <message>
        <source>%1 by their text</source>
        <translation>可按正文搜索：%1</translation>
    </message>
    <message>
        <source>still to be read: %1</source>
        <translation>尚待读取：%1</translation>
    </message>
    <message>
        <source>Reading what is stored here</source>
        <translation>正在读取本机保存的邮件</translation>
    </message>
    <message>
        <source>Comparing %1</source>
        <translation>正在比对“%1”</translation>
    </message>
    <message>
        <source>%1: %2 of %3</source>
        <translation>%1：%2 / %3</translation>
    </message>
    <message>
        <source>Compared with the server · messages: %1 · folders: %2</source>
        <translation>已与服务器比对 · 邮件：%1 · 文件夹：%2</translation>
    </message>
    <message>
        <source>Nothing differs.</source>
        <translation>没有差异。</translation>
    </message>
    <message>
        <source>Waiting to be carried out, as it should be: %1</source>
        <translation>等待执行（属正常）：%1</translation>
    </message>
    <message>
        <source>Changed on the server since the last look: %1</source>
        <translation>上次同步后服务器上有变化：%1</translation>
    </message>
    <message>
        <source>Repaired: %1</source>
        <translation>已修复：%1</translation>
    </message>
    <message>
        <source>Used on the server: %1 of %2</source>
        <translation>服务器空间：已用 %1，共 %2</translation>
    </message>
    <message>
        <source>Of the server&apos;s messages, listed here: %1</source>
        <translation>服务器上的邮件，本机已列出：%1</translation>
    </message>
    <message>
        <source>stored whole: %1 of %2</source>
        <translation>完整保存：%1 / %2</translation>
    </message>
</context>
<context>
    <name>CertificateWords</name>
    <message>
        <source>%1 shows another certificate than the one you trusted. Someone may stand between you and it, so everything of this account has stopped until you decide.</source>
        <translation>%1 出示的证书与您信任的那一张不同。可能有人介于您与服务器之间，因此在您作出决定之前，此账户的一切活动均已停止。</translation>
    </message>
    <message>
        <source>The certificate of %1 was revoked by who signed it: its key may be in other hands.</source>
        <translation>%1 的证书已被签发者吊销：其密钥可能已落入他人之手。</translation>
    </message>
    <message>
        <source>The certificate of %1 demands a proof that it was not revoked, and the server sent none.</source>
        <translation>%1 的证书要求提供未被吊销的证明，而服务器没有发送。</translation>
    </message>
    <message>
        <source>The certificate was made for another server than %1.</source>
        <translation>该证书是为另一台服务器签发的，不是 %1。</translation>
    </message>
    <message>
        <source>The certificate&apos;s wildcard does not reach %1: it stands for one part of a name, in the first place.</source>
        <translation>证书的通配符不适用于 %1：它只代表名称最前面的一段。</translation>
    </message>
    <message>
        <source>You reach this server by its address, %1, which the certificate does not name. Use the server&apos;s name.</source>
        <translation>您通过地址 %1 访问此服务器，而证书中没有这个地址。请改用服务器的名称。</translation>
    </message>
    <message>
        <source>The certificate does not name %1 (in DNS: %2). A name that only looks alike belongs to another server.</source>
        <translation>证书中没有 %1（DNS 中写作 %2）。只是看起来相似的名称属于另一台服务器。</translation>
    </message>
    <message>
        <source>The certificate of %1 has expired.</source>
        <translation>%1 的证书已过期。</translation>
    </message>
    <message>
        <source>The certificate of %1 is not valid yet. Check this computer&apos;s clock.</source>
        <translation>%1 的证书尚未生效。请检查这台电脑的时钟。</translation>
    </message>
    <message>
        <source>%1 signed its certificate itself, so nobody vouches that this is the real server.</source>
        <translation>%1 的证书由其自己签发，因此无人能证明这是真正的服务器。</translation>
    </message>
    <message>
        <source>The certificate of %1 comes from an authority that this computer does not know.</source>
        <translation>%1 的证书来自这台电脑不认识的颁发机构。</translation>
    </message>
    <message>
        <source>The certificate of %1 was signed with one that may not sign others.</source>
        <translation>%1 的证书是用一张无权签发其他证书的证书签发的。</translation>
    </message>
    <message>
        <source>The authority that signed the certificate may not vouch for %1, only for other names.</source>
        <translation>签发该证书的机构无权为 %1 担保，只能为其他名称担保。</translation>
    </message>
    <message>
        <source>The certificate of %1 was not made for a server.</source>
        <translation>%1 的证书不是为服务器签发的。</translation>
    </message>
    <message>
        <source>The key of %1 is so short that it can be broken.</source>
        <translation>%1 的密钥太短，可以被破解。</translation>
    </message>
    <message>
        <source>The certificate of %1 is signed in an old way (MD5 or SHA-1) that can be forged.</source>
        <translation>%1 的证书采用可被伪造的旧式签名（MD5 或 SHA-1）。</translation>
    </message>
    <message>
        <source>The certificate of %1 can&apos;t be trusted.</source>
        <translation>%1 的证书不可信。</translation>
    </message>
    <message>
        <source>Made for: %1</source>
        <translation>颁发给：%1</translation>
    </message>
    <message>
        <source>Names: %1</source>
        <translation>名称：%1</translation>
    </message>
    <message>
        <source>Signed by: %1</source>
        <translation>签发者：%1</translation>
    </message>
    <message>
        <source>Valid from %1 to %2</source>
        <translation>有效期：%1 至 %2</translation>
    </message>
    <message>
        <source>Key: %1, signature: %2</source>
        <translation>密钥：%1，签名：%2</translation>
    </message>
    <message>
        <source>SHA-256: %1</source>
        <translation>SHA-256：%1</translation>
    </message>
    <message>
        <source>its kind of key</source>
        <translation>密钥类型</translation>
    </message>
    <message>
        <source>whom it was made for</source>
        <translation>颁发对象</translation>
    </message>
    <message>
        <source>who signed it</source>
        <translation>签发者</translation>
    </message>
    <message>
        <source>its names</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>its dates</source>
        <translation>有效期</translation>
    </message>
    <message>
        <source>Since %1 it was another. New: %2</source>
        <translation>自 %1 起一直是另一张证书。有变化的是：%2</translation>
    </message>
    <message>
        <source>only its key</source>
        <translation>只有密钥</translation>
    </message>
    <message>
        <source>Sent with it: %1, signed by %2</source>
        <translation>一并发送：%1，签发者 %2</translation>
    </message>
</context>
<context>
    <name>CharsetMenu</name>
    <message>
        <source>Unicode</source>
        <translation>Unicode</translation>
    </message>
    <message>
        <source>Chinese, simplified</source>
        <translation>简体中文</translation>
    </message>
    <message>
        <source>Chinese, traditional</source>
        <translation>繁体中文</translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation>日文</translation>
    </message>
    <message>
        <source>Korean</source>
        <translation>韩文</translation>
    </message>
    <message>
        <source>Western European</source>
        <translation>西欧</translation>
    </message>
    <message>
        <source>Central European</source>
        <translation>中欧</translation>
    </message>
    <message>
        <source>Cyrillic</source>
        <translation>西里尔文</translation>
    </message>
    <message>
        <source>Greek</source>
        <translation>希腊文</translation>
    </message>
    <message>
        <source>Turkish</source>
        <translation>土耳其文</translation>
    </message>
    <message>
        <source>Hebrew</source>
        <translation>希伯来文</translation>
    </message>
    <message>
        <source>Arabic</source>
        <translation>阿拉伯文</translation>
    </message>
    <message>
        <source>Baltic</source>
        <translation>波罗的海</translation>
    </message>
    <message>
        <source>Vietnamese</source>
        <translation>越南文</translation>
    </message>
    <message>
        <source>Thai</source>
        <translation>泰文</translation>
    </message>
</context>
<context>
    <name>CheckWords</name>
    <message>
        <source>Looking for the settings of %1</source>
        <translation>正在查找 %1 的设置</translation>
    </message>
    <message>
        <source>No settings found for %1</source>
        <translation>没有找到 %1 的设置</translation>
    </message>
    <message>
        <source>Found settings for %1</source>
        <translation>已找到 %1 的设置</translation>
    </message>
    <message>
        <source>Receive: %1</source>
        <translation>收信：%1</translation>
    </message>
    <message>
        <source>Receive</source>
        <translation>收信</translation>
    </message>
    <message>
        <source>Send: %1</source>
        <translation>发信：%1</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Signing in to receive</source>
        <translation>登录收信服务器</translation>
    </message>
    <message>
        <source>Signing in to send</source>
        <translation>登录发信服务器</translation>
    </message>
    <message>
        <source>%1, port %2</source>
        <translation>%1，端口 %2</translation>
    </message>
    <message>
        <source>built in</source>
        <translation>内置</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>手动填写</translation>
    </message>
    <message>
        <source>tried out</source>
        <translation>试探得到</translation>
    </message>
    <message>
        <source>not encrypted</source>
        <translation>未加密</translation>
    </message>
    <message>
        <source>%1, certificate valid</source>
        <translation>%1，证书有效</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>Nothing was sent to it. Check the server&apos;s name, or ask whoever runs it.</source>
        <translation>没有向它发送任何内容。请检查服务器名称，或询问服务器的管理者。</translation>
    </message>
    <message>
        <source>Enter the servers by hand; the provider&apos;s help pages name them.</source>
        <translation>请手动填写服务器，可在服务商的帮助页面查到。</translation>
    </message>
    <message>
        <source>Found settings for %1, to be confirmed</source>
        <translation>找到了 %1 的设置，需要确认</translation>
    </message>
    <message>
        <source>The domain&apos;s own settings file</source>
        <translation>域名自己的配置文件</translation>
    </message>
    <message>
        <source>The public list of providers</source>
        <translation>公开的邮件服务商列表</translation>
    </message>
    <message>
        <source>Service records in DNS</source>
        <translation>DNS 中的服务记录</translation>
    </message>
    <message>
        <source>Who receives the domain&apos;s mail</source>
        <translation>负责接收该域名邮件的服务商</translation>
    </message>
    <message>
        <source>The usual server names</source>
        <translation>常见的服务器名称</translation>
    </message>
    <message>
        <source>not needed any more</source>
        <translation>已不需要</translation>
    </message>
    <message>
        <source>certificate not valid, not used</source>
        <translation>证书无效，未采用</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>没有应答</translation>
    </message>
    <message>
        <source>no network</source>
        <translation>没有网络</translation>
    </message>
    <message>
        <source>not usable</source>
        <translation>无法使用</translation>
    </message>
    <message>
        <source>nothing there</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>from the domain</source>
        <translation>来自域名</translation>
    </message>
    <message>
        <source>from the public list</source>
        <translation>来自公开列表</translation>
    </message>
    <message>
        <source>from DNS</source>
        <translation>来自 DNS</translation>
    </message>
    <message>
        <source>from its provider</source>
        <translation>来自服务商</translation>
    </message>
    <message>
        <source>Only DNS, which can be forged on the way, says that this mail is at %1, outside the address&apos;s own domain. Go on if you know that name; else ask your provider.</source>
        <translation>只有 DNS（途中可能被伪造）表明该邮箱位于 %1，它不属于邮件地址的域名。如果您认识这个名称，请继续；否则请询问您的服务商。</translation>
    </message>
    <message>
        <source>Signing in on the provider&apos;s page</source>
        <translation>在服务商的网页上登录</translation>
    </message>
    <message>
        <source>The server did not accept the name or password. Enter the password again.</source>
        <translation>服务器不接受该用户名或密码。请重新输入密码。</translation>
    </message>
    <message>
        <source>The provider lets no mail program into this account yet. Turn on IMAP and SMTP in its web settings, then try again.</source>
        <translation>服务商尚未允许邮件客户端使用该账号。请在其网页设置中开启 IMAP 和 SMTP 服务，然后重试。</translation>
    </message>
    <message>
        <source>The server did not accept this password. It wants the authorization code from its web settings instead.</source>
        <translation>服务器不接受此密码。请改用网页设置中生成的授权码。</translation>
    </message>
    <message>
        <source>The server did not accept this password. With two-factor sign-in it wants an app password, made in the account&apos;s security settings.</source>
        <translation>服务器不接受此密码。开启两步验证后，需要使用在账号安全设置中生成的应用专用密码。</translation>
    </message>
    <message>
        <source>The server did not accept this password. It wants the separate password for mail programs.</source>
        <translation>服务器不接受此密码。请使用单独的客户端专用密码。</translation>
    </message>
    <message>
        <source>The provider takes no password from mail programs. Leave the password empty and sign in on its page in your browser.</source>
        <translation>该服务商不接受邮件客户端使用密码。请将密码留空，并在浏览器中打开的网页上登录。</translation>
    </message>
    <message>
        <source>The sign-in of earlier is no longer accepted. Sign in again on the provider&apos;s page.</source>
        <translation>之前的登录已失效。请在服务商的网页上重新登录。</translation>
    </message>
    <message>
        <source>The server wants a pause after too many attempts. Wait some minutes, then try again.</source>
        <translation>尝试次数过多，服务器要求暂停。请等待几分钟后再试。</translation>
    </message>
    <message>
        <source>The provider has locked the account for mail programs. Sign in on its web page and do what it asks, then try again.</source>
        <translation>服务商已对邮件客户端锁定该账号。请登录其网页并按提示操作，然后重试。</translation>
    </message>
    <message>
        <source>The provider&apos;s page did not let Tern in. Sign in there again and agree to what it asks.</source>
        <translation>服务商的网页没有允许 Tern 访问。请重新登录并同意其请求。</translation>
    </message>
    <message>
        <source>This provider lets mail programs in only through its own page, and this copy of Tern has no client id there. Put one into the file oauth-clients.json in Tern&apos;s configuration folder.</source>
        <translation>该服务商只允许通过它自己的网页登录，而此 Tern 没有它的客户端 ID。请将客户端 ID 写入 Tern 配置文件夹中的 oauth-clients.json 文件。</translation>
    </message>
    <message>
        <source>waiting for you</source>
        <translation>等待您登录</translation>
    </message>
    <message>
        <source>not tried</source>
        <translation>未尝试</translation>
    </message>
    <message>
        <source>The server did not accept your certificate. Choose the file that belongs to this account, or ask who gave it to you for another.</source>
        <translation>服务器不接受您的证书。请选择属于这个账号的证书文件，或向证书的发放者另要一份。</translation>
    </message>
</context>
<context>
    <name>ComposeSeed</name>
    <message>
        <source>Somebody</source>
        <translation>有人</translation>
    </message>
    <message>
        <source>%1 wrote:</source>
        <translation>%1写道：</translation>
    </message>
    <message>
        <source>On %1 at %2, %3 wrote:</source>
        <translation>%3 于 %1 %2 写道：</translation>
    </message>
    <message>
        <source>ddd, d MMM yyyy</source>
        <translation>yyyy年M月d日 dddd</translation>
    </message>
    <message>
        <source>Forwarded message</source>
        <translation>转发的邮件</translation>
    </message>
</context>
<context>
    <name>ContactPanel</name>
    <message>
        <source>%1 (%2)</source>
        <comment>a phone number or address, and what it is for</comment>
        <translation>%1（%2）</translation>
    </message>
</context>
<context>
    <name>DateGroups</name>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>Last week</source>
        <translation>上周</translation>
    </message>
</context>
<context>
    <name>DoctorWords</name>
    <message>
        <source>Receiving by IMAP: %1, port %2</source>
        <translation>用 IMAP 收信：%1，端口 %2</translation>
    </message>
    <message>
        <source>Receiving by POP3: %1, port %2</source>
        <translation>用 POP3 收信：%1，端口 %2</translation>
    </message>
    <message>
        <source>Sending by SMTP: %1, port %2</source>
        <translation>用 SMTP 发信：%1，端口 %2</translation>
    </message>
    <message>
        <source>The server&apos;s name (DNS)</source>
        <translation>服务器名称（DNS）</translation>
    </message>
    <message>
        <source>Connection (TCP)</source>
        <translation>建立连接（TCP）</translation>
    </message>
    <message>
        <source>Encryption (TLS)</source>
        <translation>加密（TLS）</translation>
    </message>
    <message>
        <source>Greeting</source>
        <translation>问候</translation>
    </message>
    <message>
        <source>What it can do (EHLO)</source>
        <translation>服务器功能（EHLO）</translation>
    </message>
    <message>
        <source>What it can do</source>
        <translation>服务器功能</translation>
    </message>
    <message>
        <source>Signing in (AUTH)</source>
        <translation>登录（AUTH）</translation>
    </message>
    <message>
        <source>Signing in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Introduction (ID)</source>
        <translation>互相介绍（ID）</translation>
    </message>
    <message>
        <source>Looking into the mailbox (STAT)</source>
        <translation>查看邮箱（STAT）</translation>
    </message>
    <message>
        <source>Opening the inbox (SELECT)</source>
        <translation>打开收件箱（SELECT）</translation>
    </message>
    <message>
        <source>Your address (MAIL FROM)</source>
        <translation>您的地址（MAIL FROM）</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n 封邮件</numerusform>
        </translation>
    </message>
    <message>
        <source>left to the proxy</source>
        <translation>由代理查询</translation>
    </message>
    <message>
        <source>tells nothing</source>
        <translation>没有说明</translation>
    </message>
    <message>
        <source>signed in</source>
        <translation>已登录</translation>
    </message>
    <message>
        <source>No password was sent to it.</source>
        <translation>没有向它发送任何密码。</translation>
    </message>
    <message>
        <source>Nobody knows a server of this name. Check the name in the account&apos;s settings, and whether other pages open.</source>
        <translation>找不到这个名称的服务器。请检查账号设置中的服务器名称，以及其他网页能否打开。</translation>
    </message>
    <message>
        <source>This computer has no network. Connect it, then check again.</source>
        <translation>这台电脑没有网络。请连接网络后重新检查。</translation>
    </message>
    <message>
        <source>Nothing answers on this port. Usual are %1 with TLS and %2 with STARTTLS.</source>
        <translation>这个端口没有回应。常用端口是 %1（TLS）和 %2（STARTTLS）。</translation>
    </message>
    <message>
        <source>The connection was cut. The port may want the other kind of security (TLS or STARTTLS), or something between you and the server cuts it.</source>
        <translation>连接被切断。这个端口可能需要另一种加密方式（TLS 或 STARTTLS），也可能是您与服务器之间的某个设备切断了连接。</translation>
    </message>
    <message>
        <source>There is no answer. A firewall may swallow it: try another network, or another port.</source>
        <translation>没有回应。可能被防火墙拦截：请换一个网络或端口再试。</translation>
    </message>
    <message>
        <source>The server turns you away just now. Wait some minutes, then check again.</source>
        <translation>服务器暂时拒绝连接。请等几分钟后重新检查。</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 毫秒</translation>
    </message>
    <message>
        <source>not tried</source>
        <translation>未尝试</translation>
    </message>
    <message>
        <source>Sending does not work; it ends at: %1.</source>
        <translation>无法发信，止于：%1。</translation>
    </message>
    <message>
        <source>Receiving does not work; it ends at: %1.</source>
        <translation>无法收信，止于：%1。</translation>
    </message>
    <message>
        <source>Everything works: mail can be received and sent. Nothing was sent.</source>
        <translation>一切正常：收信和发信都可以。检查时没有发出任何邮件。</translation>
    </message>
    <message>
        <source>Sending works.</source>
        <translation>发信正常。</translation>
    </message>
    <message>
        <source>Receiving works.</source>
        <translation>收信正常。</translation>
    </message>
    <message>
        <source>Sending as %1 by SMTP: %2, port %3</source>
        <translation>以 %1 的身份通过 SMTP 发送：%2，端口 %3</translation>
    </message>
    <message>
        <source>Sending as %1 does not work; it ends at: %2.</source>
        <translation>无法以 %1 的身份发送；中断于：%2。</translation>
    </message>
    <message>
        <source>Sending as %1 works.</source>
        <translation>以 %1 的身份发送正常。</translation>
    </message>
</context>
<context>
    <name>ErrorText</name>
    <message>
        <source>Stopped before it was done. Start it again when you like.</source>
        <translation>还没做完就停止了，需要时可以重新开始。</translation>
    </message>
    <message>
        <source>There is no server of that name. Check the server&apos;s name in the account&apos;s settings.</source>
        <translation>没有这个名称的服务器。请检查账号设置中的服务器名称。</translation>
    </message>
    <message>
        <source>No network. Tern goes on by itself when you are connected again.</source>
        <translation>没有网络。恢复连接后 Tern 会自动继续。</translation>
    </message>
    <message>
        <source>The server does not answer on that port. Check the port and the kind of security.</source>
        <translation>服务器在该端口上没有应答。请检查端口和加密方式。</translation>
    </message>
    <message>
        <source>The connection was lost. Tern tries again by itself.</source>
        <translation>连接已断开，Tern 会自动重试。</translation>
    </message>
    <message>
        <source>The server took too long to answer. Tern tries again by itself.</source>
        <translation>服务器迟迟没有应答，Tern 会自动重试。</translation>
    </message>
    <message>
        <source>A secure connection could not be made, so nothing was sent. Check the port and the kind of security.</source>
        <translation>无法建立安全连接，因此没有发送任何内容。请检查端口和加密方式。</translation>
    </message>
    <message>
        <source>The server&apos;s certificate is not valid, so nothing was sent. Look at the certificate and ask whoever runs the server.</source>
        <translation>服务器的证书无效，因此没有发送任何内容。请查看证书，并询问服务器的管理者。</translation>
    </message>
    <message>
        <source>The server allows no sign-in on this connection. Choose TLS or STARTTLS in the account&apos;s settings.</source>
        <translation>服务器不允许在此连接上登录。请在账号设置中选择 TLS 或 STARTTLS。</translation>
    </message>
    <message>
        <source>The server did not accept the name or password. Enter the password again; some providers want an authorization code instead.</source>
        <translation>服务器不接受该用户名或密码。请重新输入；有些服务商要求填写授权码。</translation>
    </message>
    <message>
        <source>Tern and the server share no way to sign in. Ask the provider how mail programs sign in.</source>
        <translation>Tern 与服务器没有共同支持的登录方式。请向服务商询问邮件客户端如何登录。</translation>
    </message>
    <message>
        <source>The password for this account is not known. Enter it to go on.</source>
        <translation>还不知道此账号的密码，输入后即可继续。</translation>
    </message>
    <message>
        <source>The server refused. Its own words are under the details.</source>
        <translation>服务器拒绝了请求，它的原话见“详情”。</translation>
    </message>
    <message>
        <source>The server can&apos;t do it just now. Tern tries again later.</source>
        <translation>服务器暂时无法处理，Tern 稍后会重试。</translation>
    </message>
    <message>
        <source>The server closed the connection. Tern connects again by itself.</source>
        <translation>服务器关闭了连接，Tern 会自动重新连接。</translation>
    </message>
    <message>
        <source>The server answered in a way that makes no sense. The protocol console shows what it said.</source>
        <translation>服务器的应答无法理解，可在协议控制台中查看它说了什么。</translation>
    </message>
    <message>
        <source>The mailbox on the server is full. Delete some mail there, then try again.</source>
        <translation>服务器上的邮箱已满。请删除一些邮件后重试。</translation>
    </message>
    <message>
        <source>The folder is no longer there. Choose another one.</source>
        <translation>该文件夹已不存在，请选择另一个。</translation>
    </message>
    <message>
        <source>The message is no longer on the server.</source>
        <translation>服务器上已没有这封邮件。</translation>
    </message>
    <message>
        <source>The server renumbered this folder, so the change was not made. Do it again on the message as it is now.</source>
        <translation>服务器对该文件夹重新编号，因此没有做出更改。请对现在的邮件再操作一次。</translation>
    </message>
    <message>
        <source>The server refused a recipient. Check the address.</source>
        <translation>服务器拒绝了一个收件人。请检查地址。</translation>
    </message>
    <message>
        <source>The server refused the sender&apos;s address. Choose an address that belongs to this account.</source>
        <translation>服务器拒绝了发件人地址。请选择属于此账号的地址。</translation>
    </message>
    <message>
        <source>The message is larger than the server takes. Send smaller or fewer attachments.</source>
        <translation>邮件超过了服务器允许的大小。请减小或减少附件。</translation>
    </message>
    <message>
        <source>The connection broke just before the server&apos;s last word: the message may have been sent. Look in Sent, or ask the recipient, then choose.</source>
        <translation>在服务器最后确认之前连接断开了，邮件可能已经发出。请查看“已发送”或询问收件人，然后再选择。</translation>
    </message>
    <message>
        <source>This can&apos;t be used as it is. The details name what is wrong.</source>
        <translation>这样的内容无法使用，问题所在见“详情”。</translation>
    </message>
    <message>
        <source>It is no longer there.</source>
        <translation>它已不存在。</translation>
    </message>
    <message>
        <source>The disk is full, so nothing was changed. Make room, then try again.</source>
        <translation>磁盘已满，没有做出任何更改。请腾出空间后重试。</translation>
    </message>
    <message>
        <source>Tern may not write to its folder. Check who owns it and whether the disk is read-only.</source>
        <translation>Tern 无法写入自己的文件夹。请检查它的所有者，以及磁盘是否只读。</translation>
    </message>
    <message>
        <source>A file of the profile is damaged. Close Tern and start it again: what can be fetched again, is.</source>
        <translation>配置目录中有文件损坏。请关闭并重新启动 Tern，能重新获取的内容都会恢复。</translation>
    </message>
    <message>
        <source>Reading or writing a file failed. The details name the reason.</source>
        <translation>读写文件失败，原因见“详情”。</translation>
    </message>
    <message>
        <source>Another program uses this profile. Close it, then start Tern again.</source>
        <translation>另一个程序正在使用此配置目录。请先关闭它，再启动 Tern。</translation>
    </message>
    <message>
        <source>The server can&apos;t do this.</source>
        <translation>服务器不支持此操作。</translation>
    </message>
    <message>
        <source>Something went wrong inside Tern. The details help whoever mends it.</source>
        <translation>Tern 内部出错了，“详情”有助于修复问题。</translation>
    </message>
    <message>
        <source>Only you can say whether this is meant. Look at the details, then go on.</source>
        <translation>只有您能判断这是否符合本意。请查看详情后再继续。</translation>
    </message>
    <message>
        <source>This network wants you to sign in on a web page first. Open a browser and do that; Tern goes on by itself. No password was sent.</source>
        <translation>这个网络要求先在网页上登录。请打开浏览器完成登录，Tern 会自动继续。密码没有发送出去。</translation>
    </message>
    <message>
        <source>The proxy did not make the connection. Check the proxy in the settings; its own words are under the details.</source>
        <translation>代理没有建立连接。请检查设置中的代理；代理的原话在“详情”中。</translation>
    </message>
    <message>
        <source>The proxy did not accept the name or password. Enter them again in the settings.</source>
        <translation>代理不接受用户名或密码。请在设置中重新输入。</translation>
    </message>
    <message>
        <source>The file with your accounts, drafts and unsent changes is damaged, so Tern did not start. It was left untouched: %1. Keep a copy of it, then put one from a backup in its place, or start with another profile.</source>
        <translation>保存账号、草稿和待处理更改的文件已损坏，因此 Tern 没有启动。文件保持原样，位于：%1。请先另存一份，然后换上备份，或使用其他配置目录启动。</translation>
    </message>
    <message>
        <source>The file with your passwords is damaged. It was left untouched: %1. Move it away, then enter the passwords again.</source>
        <translation>保存密码的文件已损坏，它保持原样，位于：%1。请将它移走，然后重新输入密码。</translation>
    </message>
    <message>
        <source>Tern has only just started and does not speak to your servers yet. Try again in a moment.</source>
        <translation>Tern 刚刚启动，尚未与服务器通信。请稍后再试。</translation>
    </message>
    <message>
        <source>This account is switched off: %1. Switch it on in the settings, then try again.</source>
        <translation>此账号已停用：%1。请在设置中启用它，然后重试。</translation>
    </message>
    <message>
        <source>The password at the server of %1 is not known. Enter it with that address in the account&apos;s settings.</source>
        <translation>不知道 %1 所用服务器的密码。请在账号设置中该地址处输入。</translation>
    </message>
    <message>
        <source>Something was slipped into the connection just before its encryption began, so nothing was sent. Someone on this network may be interfering: try from another network, and tell whoever runs the server.</source>
        <translation>就在加密开始之前，连接中被塞入了内容，因此没有发送任何东西。这个网络上可能有人在干扰：请换一个网络再试，并告知服务器的管理者。</translation>
    </message>
    <message>
        <source>The server did not agree to encrypt this connection (STARTTLS), so nothing was sent. Choose TLS with its own port in the account&apos;s settings; if it used to work, someone on this network may be hindering it.</source>
        <translation>服务器没有同意加密此连接（STARTTLS），因此没有发送任何东西。请在账号设置中选择使用独立端口的 TLS；如果以前可以，这个网络上可能有人在阻拦。</translation>
    </message>
    <message>
        <source>The file with your certificate is locked. Enter its passphrase where the password goes, in the account&apos;s settings.</source>
        <translation>您的证书文件已加锁。请在账户设置中填写密码的地方输入该文件的口令。</translation>
    </message>
</context>
<context>
    <name>FileWords</name>
    <message>
        <source>This is a program.</source>
        <translation>这是一个程序。</translation>
    </message>
    <message>
        <source>This is a script: a program in the form of text.</source>
        <translation>这是脚本，也就是文本形式的程序。</translation>
    </message>
    <message>
        <source>This is a shortcut: it opens or starts what its sender chose.</source>
        <translation>这是快捷方式，打开或启动什么由发件人决定。</translation>
    </message>
    <message>
        <source>This installs a program.</source>
        <translation>它会安装程序。</translation>
    </message>
    <message>
        <source>This is a Java program.</source>
        <translation>这是一个 Java 程序。</translation>
    </message>
    <message>
        <source>This is a page that has the rights of a program.</source>
        <translation>这是一个拥有程序权限的网页。</translation>
    </message>
    <message>
        <source>This changes the settings of a system.</source>
        <translation>它会更改系统设置。</translation>
    </message>
    <message>
        <source>This document has macros in it: programs that can run when it is opened.</source>
        <translation>这份文档含有宏，也就是打开时可能运行的程序。</translation>
    </message>
    <message>
        <source>This is a disk image. What is in it comes without the usual warnings.</source>
        <translation>这是磁盘映像，其中的文件不会带有通常的安全提示。</translation>
    </message>
    <message>
        <source>This file is encrypted, so nothing could look into it on its way to you.</source>
        <translation>这个文件已加密，送达途中无法检查其内容。</translation>
    </message>
    <message>
        <source>There is a program in this archive.</source>
        <translation>这个压缩包里有程序。</translation>
    </message>
    <message>
        <source>This archive claims to hold far more than it can. Unpacked, it could fill your disk.</source>
        <translation>这个压缩包自称的内容远超其可能容纳的大小，解压后可能占满您的磁盘。</translation>
    </message>
    <message>
        <source>This document has files of other programs in it.</source>
        <translation>这份文档里嵌有其他程序的文件。</translation>
    </message>
    <message>
        <source>This PDF has a script in it, or starts something when it is opened.</source>
        <translation>这个 PDF 含有脚本，或会在打开时启动其他内容。</translation>
    </message>
    <message>
        <source>This drawing has a script in it.</source>
        <translation>这幅图形含有脚本。</translation>
    </message>
    <message>
        <source>This is a web page. Such attachments often imitate a sign-in page: type no password into it.</source>
        <translation>这是网页。这类附件常冒充登录页面，请勿在其中输入密码。</translation>
    </message>
    <message>
        <source>Hidden marks in its name turn the direction of writing, so that it looks like another name.</source>
        <translation>文件名中藏有改变书写方向的标记，使它看起来像另一个名称。</translation>
    </message>
    <message>
        <source>Its name has two endings. Only the last one counts.</source>
        <translation>文件名有两个扩展名，只有最后一个有效。</translation>
    </message>
    <message>
        <source>Its name hides its ending behind many spaces.</source>
        <translation>文件名用大量空格隐藏了扩展名。</translation>
    </message>
    <message>
        <source>Its name hides its ending behind dots or spaces.</source>
        <translation>文件名用句点或空格隐藏了扩展名。</translation>
    </message>
    <message>
        <source>Its name mixes letters of several alphabets that look alike.</source>
        <translation>文件名混用了多种字母表中外形相似的字母。</translation>
    </message>
    <message>
        <source>an empty file</source>
        <translation>空文件</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>a web page</source>
        <translation>网页</translation>
    </message>
    <message>
        <source>a drawing</source>
        <translation>矢量图</translation>
    </message>
    <message>
        <source>a picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>a PDF</source>
        <translation>PDF</translation>
    </message>
    <message>
        <source>a document</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>a document with macros</source>
        <translation>带宏的文档</translation>
    </message>
    <message>
        <source>an encrypted document</source>
        <translation>加密文档</translation>
    </message>
    <message>
        <source>an archive</source>
        <translation>压缩包</translation>
    </message>
    <message>
        <source>an encrypted archive</source>
        <translation>加密压缩包</translation>
    </message>
    <message>
        <source>a program</source>
        <translation>程序</translation>
    </message>
    <message>
        <source>a script</source>
        <translation>脚本</translation>
    </message>
    <message>
        <source>a shortcut</source>
        <translation>快捷方式</translation>
    </message>
    <message>
        <source>an installer</source>
        <translation>安装包</translation>
    </message>
    <message>
        <source>a Java program</source>
        <translation>Java 程序</translation>
    </message>
    <message>
        <source>a program in a web page</source>
        <translation>网页形式的程序</translation>
    </message>
    <message>
        <source>a change of system settings</source>
        <translation>系统设置更改</translation>
    </message>
    <message>
        <source>a disk image</source>
        <translation>磁盘映像</translation>
    </message>
    <message>
        <source>a message</source>
        <translation>邮件</translation>
    </message>
    <message>
        <source>a calendar entry</source>
        <translation>日历条目</translation>
    </message>
    <message>
        <source>an address card</source>
        <translation>名片</translation>
    </message>
    <message>
        <source>a sound</source>
        <translation>音频</translation>
    </message>
    <message>
        <source>a film</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>a font</source>
        <translation>字体</translation>
    </message>
    <message>
        <source>a file</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>It says that it is %1, but it is %2.</source>
        <translation>它自称是%1，实际上是%2。</translation>
    </message>
    <message>
        <source>If you let its macros run, they can read, change and send everything that you can.</source>
        <translation>如果您允许宏运行，它们就能读取、更改和发送您能接触的一切。</translation>
    </message>
    <message>
        <source>Once opened, it can read, change and send everything that you can.</source>
        <translation>一旦打开，它就能读取、更改和发送您能接触的一切。</translation>
    </message>
    <message>
        <source>%1, not %2</source>
        <translation>%1，而非%2</translation>
    </message>
    <message>
        <source>encrypted</source>
        <translation>已加密</translation>
    </message>
    <message>
        <source>a program inside</source>
        <translation>内含程序</translation>
    </message>
    <message>
        <source>far too large inside</source>
        <translation>内容大得异常</translation>
    </message>
    <message>
        <source>other files inside</source>
        <translation>内嵌其他文件</translation>
    </message>
    <message>
        <source>a script inside</source>
        <translation>内含脚本</translation>
    </message>
    <message>
        <source>with macros</source>
        <translation>含有宏</translation>
    </message>
    <message>
        <source>an odd name</source>
        <translation>名称可疑</translation>
    </message>
    <message>
        <source>This PDF is damaged, or has no such page.</source>
        <translation>这个 PDF 已损坏，或没有这一页。</translation>
    </message>
    <message>
        <source>This picture is damaged, or of a kind that can&apos;t be shown here.</source>
        <translation>这张图片已损坏，或属于此处无法显示的格式。</translation>
    </message>
    <message>
        <source>This PDF wants a password. A PDF viewer can ask for it.</source>
        <translation>这个 PDF 需要密码，请用 PDF 阅读器打开并输入。</translation>
    </message>
    <message>
        <source>This PDF is too large to be shown here.</source>
        <translation>这个 PDF 太大，无法在此显示。</translation>
    </message>
    <message>
        <source>This picture is too large to be shown here.</source>
        <translation>这张图片太大，无法在此显示。</translation>
    </message>
    <message>
        <source>The separate process that draws attachments broke over this file. Nothing else is harmed.</source>
        <translation>用于绘制附件的独立进程在处理这个文件时崩溃了，其他部分不受影响。</translation>
    </message>
    <message>
        <source>Drawing this took too long and was ended.</source>
        <translation>绘制耗时过长，已中止。</translation>
    </message>
    <message>
        <source>The program that draws attachments (tern-preview) can&apos;t be started.</source>
        <translation>无法启动用于绘制附件的程序（tern-preview）。</translation>
    </message>
    <message numerus="yes">
        <source>%n entries, %1 when unpacked.</source>
        <translation>
            <numerusform>共 %n 项，解压后 %1。</numerusform>
        </translation>
    </message>
    <message>
        <source>Some of it is encrypted.</source>
        <translation>其中部分内容已加密。</translation>
    </message>
    <message>
        <source>Its list is damaged: there may be more.</source>
        <translation>目录已损坏，可能还有更多内容。</translation>
    </message>
    <message>
        <source>Only the first entries are shown.</source>
        <translation>只显示前面的条目。</translation>
    </message>
</context>
<context>
    <name>FolderModel</name>
    <message>
        <source>All inboxes</source>
        <translation>所有收件箱</translation>
    </message>
    <message>
        <source>Other people&apos;s folders</source>
        <translation>其他人的文件夹</translation>
    </message>
    <message>
        <source>Shared folders</source>
        <translation>共享文件夹</translation>
    </message>
    <message>
        <source>Flagged</source>
        <translation>星标</translation>
    </message>
    <message>
        <source>Outbox</source>
        <translation>发件箱</translation>
    </message>
    <message>
        <source>%1
On the server · messages: %2</source>
        <translation>%1
服务器上 · 邮件：%2 封</translation>
    </message>
    <message>
        <source>size: %1</source>
        <translation>大小：%1</translation>
    </message>
    <message>
        <source>size: %1 (added up from what is listed)</source>
        <translation>大小：%1（按已列出的邮件相加）</translation>
    </message>
</context>
<context>
    <name>HeadersWindow</name>
    <message numerus="yes">
        <source>[%n more field(s) are in the source]</source>
        <translation>
            <numerusform>[另有 %n 个字段，见邮件源码]</numerusform>
        </translation>
    </message>
    <message>
        <source>[The rest is in the source.]</source>
        <translation>[其余部分见邮件源码。]</translation>
    </message>
</context>
<context>
    <name>InvitationWords</name>
    <message>
        <source>(no title)</source>
        <translation>（无标题）</translation>
    </message>
    <message>
        <source>Accepted: %1</source>
        <translation>已接受：%1</translation>
    </message>
    <message>
        <source>Tentative: %1</source>
        <translation>暂定：%1</translation>
    </message>
    <message>
        <source>Declined: %1</source>
        <translation>已谢绝：%1</translation>
    </message>
    <message>
        <source>%1 accepts this invitation.</source>
        <translation>%1 接受此邀请。</translation>
    </message>
    <message>
        <source>%1 may come, and will tell later.</source>
        <translation>%1 也许参加，稍后告知。</translation>
    </message>
    <message>
        <source>%1 declines this invitation.</source>
        <translation>%1 谢绝此邀请。</translation>
    </message>
    <message>
        <source>You accepted this on %1.</source>
        <translation>您已于 %1 接受。</translation>
    </message>
    <message>
        <source>You answered on %1 that you may come.</source>
        <translation>您已于 %1 答复也许参加。</translation>
    </message>
    <message>
        <source>You declined this on %1.</source>
        <translation>您已于 %1 谢绝。</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between the items of a list</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <comment>the last two items of a list</comment>
        <translation>%1和%2</translation>
    </message>
    <message>
        <source>first</source>
        <translation>第一个</translation>
    </message>
    <message>
        <source>second</source>
        <translation>第二个</translation>
    </message>
    <message>
        <source>third</source>
        <translation>第三个</translation>
    </message>
    <message>
        <source>fourth</source>
        <translation>第四个</translation>
    </message>
    <message>
        <source>fifth</source>
        <translation>第五个</translation>
    </message>
    <message>
        <source>last</source>
        <translation>最后一个</translation>
    </message>
    <message>
        <source>last but one</source>
        <translation>倒数第二个</translation>
    </message>
    <message>
        <source>every weekday, Monday to Friday</source>
        <translation>每个工作日（星期一至星期五）</translation>
    </message>
    <message>
        <source>every week</source>
        <translation>每周</translation>
    </message>
    <message numerus="yes">
        <source>every %n weeks</source>
        <translation>
            <numerusform>每 %n 周</numerusform>
        </translation>
    </message>
    <message>
        <source>every week on %1</source>
        <translation>每周的%1</translation>
    </message>
    <message numerus="yes">
        <source>every %n weeks on %1</source>
        <translation>
            <numerusform>每 %n 周的%1</numerusform>
        </translation>
    </message>
    <message>
        <source>every month</source>
        <translation>每月</translation>
    </message>
    <message numerus="yes">
        <source>every %n months</source>
        <translation>
            <numerusform>每 %n 个月</numerusform>
        </translation>
    </message>
    <message>
        <source>repeats</source>
        <translation>重复举行</translation>
    </message>
    <message>
        <source>on the %1 %2, %3</source>
        <comment>on the second Tuesday, every month</comment>
        <translation>%3的%1%2</translation>
    </message>
    <message>
        <source>on the last day, %1</source>
        <translation>%1的最后一天</translation>
    </message>
    <message>
        <source>on day %1, %2</source>
        <comment>on day 15, every month</comment>
        <translation>%2的 %1 日</translation>
    </message>
    <message>
        <source>every day</source>
        <translation>每天</translation>
    </message>
    <message numerus="yes">
        <source>every %n days</source>
        <translation>
            <numerusform>每 %n 天</numerusform>
        </translation>
    </message>
    <message>
        <source>every year</source>
        <translation>每年</translation>
    </message>
    <message numerus="yes">
        <source>every %n years</source>
        <translation>
            <numerusform>每 %n 年</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 accepted</source>
        <translation>%1 已接受</translation>
    </message>
    <message>
        <source>%1 may come</source>
        <translation>%1 也许参加</translation>
    </message>
    <message>
        <source>%1 declined</source>
        <translation>%1 已谢绝</translation>
    </message>
    <message>
        <source>%1 sends somebody else</source>
        <translation>%1 请他人代为参加</translation>
    </message>
    <message>
        <source>%1 sends %2 instead</source>
        <translation>%1 请 %2 代为参加</translation>
    </message>
    <message>
        <source>%1 has not decided yet</source>
        <translation>%1 尚未决定</translation>
    </message>
    <message>
        <source>Somebody</source>
        <translation>某人</translation>
    </message>
    <message>
        <source>%1 cancelled this</source>
        <translation>%1 取消了此日程</translation>
    </message>
    <message>
        <source>%1 gives you a task</source>
        <translation>%1 给您一项任务</translation>
    </message>
    <message>
        <source>%1 sends a changed invitation</source>
        <translation>%1 发来修改后的邀请</translation>
    </message>
    <message>
        <source>%1 invites you</source>
        <translation>%1 邀请您</translation>
    </message>
    <message>
        <source>%1 cancelled this date of a series and all that follow</source>
        <translation>%1 取消了系列日程中的这一次及以后各次</translation>
    </message>
    <message>
        <source>%1 cancelled this date of a series</source>
        <translation>%1 取消了系列日程中的这一次</translation>
    </message>
    <message>
        <source>%1 cancelled the whole series</source>
        <translation>%1 取消了整个系列日程</translation>
    </message>
    <message>
        <source>%1 proposes another time or place</source>
        <translation>%1 提议另定时间或地点</translation>
    </message>
    <message>
        <source>%1 stays with the time and place that were told</source>
        <translation>%1 维持原定的时间和地点</translation>
    </message>
    <message>
        <source>%1 asks for the newest version of this</source>
        <translation>%1 请您发送此日程的最新版本</translation>
    </message>
    <message>
        <source>%1 adds dates to this</source>
        <translation>%1 为此日程增加了日期</translation>
    </message>
    <message>
        <source>A task from %1</source>
        <translation>来自 %1 的任务</translation>
    </message>
    <message>
        <source>A date from %1</source>
        <translation>来自 %1 的日程</translation>
    </message>
    <message>
        <source>Until %1</source>
        <translation>截止 %1</translation>
    </message>
    <message>
        <source>No date is given.</source>
        <translation>没有给出日期。</translation>
    </message>
    <message>
        <source>%1, all day</source>
        <translation>%1，全天</translation>
    </message>
    <message>
        <source>The invitation names a time zone that nobody knows (%1): the time may be another for you. Ask the organizer.</source>
        <translation>邀请使用了无法识别的时区（%1）：对您来说时间可能不同。请向组织者确认。</translation>
    </message>
    <message>
        <source>The invitation names no time zone: this is the time on the clock wherever one is.</source>
        <translation>邀请没有注明时区：无论身在何处，均以当地时钟为准。</translation>
    </message>
    <message>
        <source>For the sender it is %1 (%2).</source>
        <translation>发件人当地时间为 %1（%2）。</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n time(s) in all</source>
        <translation>
            <numerusform>%1，共 %n 次</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, until %2</source>
        <translation>%1，直到 %2</translation>
    </message>
    <message numerus="yes">
        <source>With %1 and %n more.</source>
        <translation>
            <numerusform>与会者：%1 及另外 %n 人。</numerusform>
        </translation>
    </message>
    <message>
        <source>With %1.</source>
        <translation>与会者：%1。</translation>
    </message>
    <message numerus="yes">
        <source>%n accepted</source>
        <translation>
            <numerusform>%n 人接受</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n may come</source>
        <translation>
            <numerusform>%n 人也许参加</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n declined</source>
        <translation>
            <numerusform>%n 人谢绝</numerusform>
        </translation>
    </message>
    <message>
        <source>So far %1.</source>
        <comment>2 accepted, 1 declined</comment>
        <translation>目前 %1。</translation>
    </message>
    <message>
        <source>%1, optional</source>
        <translation>%1，可选</translation>
    </message>
</context>
<context>
    <name>Journey</name>
    <message>
        <source>%1, without TLS</source>
        <translation>%1，未使用 TLS</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>%1, %2 with %3</source>
        <translation>%1，%2，%3</translation>
    </message>
    <message>
        <source>You sent it. It is safe here from now on.</source>
        <translation>您已发送。从此刻起，邮件已安全保存在这里。</translation>
    </message>
    <message>
        <source>You sent it, to leave on %1.</source>
        <translation>您已发送，定于%1发出。</translation>
    </message>
    <message>
        <source>It could not be sent then.</source>
        <translation>当时未能发送。</translation>
    </message>
    <message numerus="yes">
        <source>%n tries, the last at %1.</source>
        <translation>
            <numerusform>尝试了 %n 次，最后一次在 %1。</numerusform>
        </translation>
    </message>
    <message>
        <source>The server took it.</source>
        <translation>服务器已接收。</translation>
    </message>
    <message>
        <source>It was settled that the server took it.</source>
        <translation>已确认服务器接收了它。</translation>
    </message>
    <message>
        <source>The connection was lost after the last byte and before the server&apos;s answer. Nobody can know here whether the server took it.</source>
        <translation>最后一个字节发出之后、服务器答复之前，连接断开了。这里无法知道服务器是否已接收。</translation>
    </message>
    <message>
        <source>A report says: it could not be delivered to %1.</source>
        <translation>有报告称：无法投递给 %1。</translation>
    </message>
    <message>
        <source>A report says: it is delayed on its way to %1, and is still being tried.</source>
        <translation>有报告称：发往 %1 的途中有延误，仍在尝试。</translation>
    </message>
    <message>
        <source>A report says: it lies in the mailbox of %1.</source>
        <translation>有报告称：已投递到 %1 的邮箱。</translation>
    </message>
    <message>
        <source>A report says: it was passed on towards %1, where nobody reports further.</source>
        <translation>有报告称：已转交给通往 %1 的下一台服务器，之后不再有报告。</translation>
    </message>
    <message>
        <source>A report says: %1 is a list; it was passed on to its members.</source>
        <translation>有报告称：%1 是邮件列表，已转发给其成员。</translation>
    </message>
    <message>
        <source>Your mail server can&apos;t promise that a message goes only over verified TLS. Edit it and take that wish back, or don&apos;t send it.</source>
        <translation>您的邮件服务器无法保证邮件只经由已验证的 TLS 传送。请编辑邮件并取消这一要求，或者不发送。</translation>
    </message>
    <message>
        <source>It was queued again.</source>
        <translation>已重新排队。</translation>
    </message>
    <message>
        <source>The provider keeps the copy in Sent by itself.</source>
        <translation>服务商会自行在“已发送”中保存副本。</translation>
    </message>
    <message>
        <source>A copy lies in %1.</source>
        <translation>副本已保存在“%1”。</translation>
    </message>
    <message>
        <source>It could not be sent.</source>
        <translation>未能发送。</translation>
    </message>
    <message>
        <source>You took it back.</source>
        <translation>您已撤回。</translation>
    </message>
    <message>
        <source>It is on its way to the server.</source>
        <translation>正在发往服务器。</translation>
    </message>
    <message>
        <source>%1: the server took it for them.</source>
        <translation>%1：服务器已为其接收。</translation>
    </message>
    <message>
        <source>%1: refused for good. They don&apos;t have it.</source>
        <translation>%1：被永久拒绝，对方没有收到。</translation>
    </message>
    <message>
        <source>%1: not known.</source>
        <translation>%1：不明。</translation>
    </message>
    <message>
        <source>%1: put off. It is tried again.</source>
        <translation>%1：被推迟，会再次尝试。</translation>
    </message>
    <message>
        <source>%1: not sent.</source>
        <translation>%1：未发送。</translation>
    </message>
    <message>
        <source>%1: not yet.</source>
        <translation>%1：尚未发送。</translation>
    </message>
    <message>
        <source>You asked for a report when it is delivered.</source>
        <translation>您要求在投递成功时收到报告。</translation>
    </message>
    <message>
        <source>You asked for a report when it is delivered, and your server passes that on. Not every server reports.</source>
        <translation>您要求在投递成功时收到报告，您的服务器会转达这一要求。并非每台服务器都会报告。</translation>
    </message>
    <message>
        <source>You asked for a report when it is delivered, but your server can&apos;t pass that on. Only failures are reported.</source>
        <translation>您要求在投递成功时收到报告，但您的服务器无法转达。只会报告失败。</translation>
    </message>
    <message>
        <source>It goes only over verified TLS: a server that can&apos;t do so has to return it.</source>
        <translation>只经由已验证的 TLS 传送：做不到的服务器必须退回邮件。</translation>
    </message>
    <message numerus="yes">
        <source>to %1 and %n more</source>
        <translation>
            <numerusform>发给 %1 等另外 %n 人</numerusform>
        </translation>
    </message>
    <message>
        <source>to %1</source>
        <translation>发给 %1</translation>
    </message>
    <message>
        <source>(no subject)</source>
        <translation>（无主题）</translation>
    </message>
    <message>
        <source>The server refused %1.</source>
        <translation>服务器拒绝了 %1。</translation>
    </message>
    <message>
        <source>How it went</source>
        <translation>发送经过</translation>
    </message>
    <message>
        <source>No copy is kept of what is redirected.</source>
        <translation>转出的邮件不保存副本。</translation>
    </message>
</context>
<context>
    <name>JourneyWords</name>
    <message>
        <source>from %1</source>
        <translation>来自 %1</translation>
    </message>
    <message>
        <source>from %1 (%2)</source>
        <translation>来自 %1（%2）</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分钟</translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation>%1 天 %2 小时</translation>
    </message>
    <message>
        <source>A server without a name</source>
        <translation>未署名的服务器</translation>
    </message>
    <message>
        <source>handed in</source>
        <translation>提交</translation>
    </message>
    <message>
        <source>delivered</source>
        <translation>投递</translation>
    </message>
    <message>
        <source>not encrypted</source>
        <translation>未加密</translation>
    </message>
    <message>
        <source>signed in</source>
        <translation>已登录</translation>
    </message>
    <message>
        <source>no time</source>
        <translation>没有时间</translation>
    </message>
    <message>
        <source>a clock is wrong here</source>
        <translation>此处时钟有误</translation>
    </message>
    <message>
        <source>after %1</source>
        <translation>经过 %1</translation>
    </message>
    <message>
        <source>The message says nothing of its way.</source>
        <translation>这封邮件没有记载它的来路。</translation>
    </message>
    <message>
        <source>Your provider wrote all of this.</source>
        <translation>以下全部由您的邮箱服务商写入。</translation>
    </message>
    <message>
        <source>Your provider wrote what is below this line. What is above it, the sender could have made up.</source>
        <translation>此线以下由您的邮箱服务商写入；此线以上可能是发件人编造的。</translation>
    </message>
    <message>
        <source>On its way for %1.</source>
        <translation>途中共用 %1。</translation>
    </message>
    <message>
        <source>There are more steps than are shown here.</source>
        <translation>还有更多步骤未在此显示。</translation>
    </message>
</context>
<context>
    <name>LookWords</name>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>From</source>
        <translation>发件人</translation>
    </message>
    <message>
        <source>To</source>
        <translation>收件人</translation>
    </message>
    <message>
        <source>Cc</source>
        <translation>抄送</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>(no title)</source>
        <translation>（无标题）</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>Organisation</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>职务</translation>
    </message>
    <message>
        <source>Mail</source>
        <translation>邮箱</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Web</source>
        <translation>网页</translation>
    </message>
    <message>
        <source>Birthday</source>
        <translation>生日</translation>
    </message>
</context>
<context>
    <name>NotificationText</name>
    <message>
        <source>(no subject)</source>
        <translation>（无主题）</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>还有 %n 封</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new message(s) in %1</source>
        <translation>
            <numerusform>%1 有 %n 封新邮件</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OperationRows</name>
    <message>
        <source>from %1</source>
        <translation>来自 %1</translation>
    </message>
    <message numerus="yes">
        <source>tried %n time(s)</source>
        <translation>
            <numerusform>已尝试 %n 次</numerusform>
        </translation>
    </message>
    <message>
        <source>Retry now</source>
        <translation>立即重试</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>OutboxRows</name>
    <message>
        <source>The connection was lost after the last byte. Look in Sent or ask, then choose.</source>
        <translation>最后一个字节发出后连接断开了。请查看“已发送”或询问对方，然后再选择。</translation>
    </message>
    <message>
        <source>The server refused %1.</source>
        <translation>服务器拒绝了 %1。</translation>
    </message>
    <message numerus="yes">
        <source>It went to the other %n recipient(s).</source>
        <translation>
            <numerusform>已发给其余 %n 位收件人。</numerusform>
        </translation>
    </message>
    <message>
        <source>(no subject)</source>
        <translation>（无主题）</translation>
    </message>
    <message>
        <source>It arrived</source>
        <translation>已经送达</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>重新发送</translation>
    </message>
    <message>
        <source>Retry now</source>
        <translation>立即重试</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>How it went</source>
        <translation>发送经过</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>立即发送</translation>
    </message>
    <message>
        <source>Another time</source>
        <translation>改时间</translation>
    </message>
</context>
<context>
    <name>PrintedMessage</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>另有 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>(no subject)</source>
        <translation>（无主题）</translation>
    </message>
    <message>
        <source>Attachments: %1</source>
        <translation>附件：%1</translation>
    </message>
    <message>
        <source>[The text is longer; the rest is not printed.]</source>
        <translation>[正文更长，其余部分未打印。]</translation>
    </message>
</context>
<context>
    <name>ProtocolWords</name>
    <message>
        <source>Untagged: the server tells something that belongs to no single command.</source>
        <translation>无标签：服务器告知的内容不属于某一条命令。</translation>
    </message>
    <message>
        <source>Go on: the server waits for the rest of the command.</source>
        <translation>继续：服务器在等待命令的其余部分。</translation>
    </message>
    <message>
        <source>Done; or just good to know, when it has no tag.</source>
        <translation>已完成；没有标签时只是一条说明。</translation>
    </message>
    <message>
        <source>Not done: the server could not, or did not want to.</source>
        <translation>未完成：服务器做不到，或不愿意做。</translation>
    </message>
    <message>
        <source>The server did not understand the command.</source>
        <translation>服务器没有看懂这条命令。</translation>
    </message>
    <message>
        <source>The server is about to close the connection.</source>
        <translation>服务器即将关闭连接。</translation>
    </message>
    <message>
        <source>The greeting of a connection that is signed in already.</source>
        <translation>连接已经登录时的问候语。</translation>
    </message>
    <message>
        <source>Which commands and extensions the server offers.</source>
        <translation>服务器提供哪些命令和扩展。</translation>
    </message>
    <message>
        <source>Does nothing; the server may tell what is new, and the connection stays alive.</source>
        <translation>什么也不做；服务器可借此告知新情况，连接也保持活动。</translation>
    </message>
    <message>
        <source>Says goodbye; the server answers BYE and closes.</source>
        <translation>道别；服务器回答 BYE 并关闭连接。</translation>
    </message>
    <message>
        <source>Client and server tell each other their names and versions.</source>
        <translation>客户端和服务器互相告知名称和版本。</translation>
    </message>
    <message>
        <source>Ends IDLE.</source>
        <translation>结束 IDLE。</translation>
    </message>
    <message>
        <source>Asks to encrypt this connection from here on.</source>
        <translation>请求从此开始加密这个连接。</translation>
    </message>
    <message>
        <source>Signs in with a SASL mechanism, which the next word names.</source>
        <translation>用下一个词所指的 SASL 机制登录。</translation>
    </message>
    <message>
        <source>A SASL mechanism that the server takes for signing in.</source>
        <translation>服务器接受的一种 SASL 登录机制。</translation>
    </message>
    <message>
        <source>Signs in with user name and password as they are.</source>
        <translation>直接用用户名和密码登录。</translation>
    </message>
    <message>
        <source>LOGIN is forbidden on this connection, usually until it is encrypted.</source>
        <translation>此连接上禁止 LOGIN，通常要先加密。</translation>
    </message>
    <message>
        <source>The first words of a sign-in may come with the command, which saves a round trip.</source>
        <translation>登录的第一段内容可以随命令一起发出，省去一次往返。</translation>
    </message>
    <message>
        <source>Turns extensions on that change what the server says.</source>
        <translation>打开某些会改变服务器回答的扩展。</translation>
    </message>
    <message>
        <source>Which extensions are on now.</source>
        <translation>现在已打开的扩展。</translation>
    </message>
    <message>
        <source>Both sides compress all that follows.</source>
        <translation>此后双方的内容都经过压缩。</translation>
    </message>
    <message>
        <source>The way of compressing, the same as in zip files.</source>
        <translation>压缩方式，与 zip 文件相同。</translation>
    </message>
    <message>
        <source>Mailbox names and headers may be in UTF-8.</source>
        <translation>邮箱名和信头可以使用 UTF-8。</translation>
    </message>
    <message>
        <source>With UTF8: the client understands UTF-8 as it is.</source>
        <translation>与 UTF8 连用：客户端能直接读懂 UTF-8。</translation>
    </message>
    <message>
        <source>With UTF8: the server speaks nothing else.</source>
        <translation>与 UTF8 连用：服务器只使用 UTF-8。</translation>
    </message>
    <message>
        <source>The IMAP of 2003, which nearly every server speaks.</source>
        <translation>2003 年的 IMAP，几乎所有服务器都支持。</translation>
    </message>
    <message>
        <source>The IMAP of 2021.</source>
        <translation>2021 年的 IMAP。</translation>
    </message>
    <message>
        <source>Opens a mailbox for reading and changing.</source>
        <translation>打开一个邮箱，可读可改。</translation>
    </message>
    <message>
        <source>Opens a mailbox for reading only.</source>
        <translation>打开一个邮箱，只读。</translation>
    </message>
    <message>
        <source>Leaves the mailbox without removing anything.</source>
        <translation>离开邮箱，不删除任何内容。</translation>
    </message>
    <message>
        <source>Leaves the mailbox, and removes from it what is marked as deleted.</source>
        <translation>离开邮箱，并移除其中标为已删除的邮件。</translation>
    </message>
    <message>
        <source>What comes before this belongs to the mailbox opened earlier.</source>
        <translation>在此之前的内容属于先前打开的邮箱。</translation>
    </message>
    <message>
        <source>Makes a mailbox.</source>
        <translation>新建一个邮箱。</translation>
    </message>
    <message>
        <source>Removes a mailbox with all that is in it.</source>
        <translation>删除一个邮箱及其中全部内容。</translation>
    </message>
    <message>
        <source>Gives a mailbox another name.</source>
        <translation>给邮箱改名。</translation>
    </message>
    <message>
        <source>Puts a mailbox among those that mail programs show.</source>
        <translation>把邮箱加入邮件程序显示的邮箱之列。</translation>
    </message>
    <message>
        <source>Takes a mailbox from those that mail programs show.</source>
        <translation>把邮箱移出邮件程序显示的邮箱之列。</translation>
    </message>
    <message>
        <source>In a list: the mailbox is one that mail programs show.</source>
        <translation>列表中：该邮箱是邮件程序会显示的。</translation>
    </message>
    <message>
        <source>Names mailboxes, each with its attributes and the character between its levels.</source>
        <translation>列出邮箱，以及各自的属性和层级分隔符。</translation>
    </message>
    <message>
        <source>Names the mailboxes that mail programs show.</source>
        <translation>列出邮件程序显示的邮箱。</translation>
    </message>
    <message>
        <source>Google&apos;s forerunner of SPECIAL-USE: names mailboxes with what each is for.</source>
        <translation>Google 的 SPECIAL-USE 前身：列出邮箱及其用途。</translation>
    </message>
    <message>
        <source>What the answer to LIST is to hold besides names.</source>
        <translation>LIST 的回答除名称外还要包含什么。</translation>
    </message>
    <message>
        <source>In a list: whether a mailbox has others below it.</source>
        <translation>列表中：邮箱之下是否还有其他邮箱。</translation>
    </message>
    <message>
        <source>In a list: what a mailbox is for, such as Sent, Drafts or Trash.</source>
        <translation>列表中：邮箱的用途，如已发送、草稿或已删除。</translation>
    </message>
    <message>
        <source>LIST takes choices and tells more.</source>
        <translation>LIST 可带选项，并能告知更多内容。</translation>
    </message>
    <message>
        <source>LIST tells the counts of each mailbox too.</source>
        <translation>LIST 同时告知每个邮箱的计数。</translation>
    </message>
    <message>
        <source>Where one&apos;s own, other people&apos;s and shared mailboxes begin.</source>
        <translation>自己的、他人的和共享的邮箱分别从哪里开始。</translation>
    </message>
    <message>
        <source>Asks for the counts of a mailbox without opening it.</source>
        <translation>不打开邮箱就询问它的计数。</translation>
    </message>
    <message>
        <source>How many messages a mailbox holds.</source>
        <translation>邮箱中有多少封邮件。</translation>
    </message>
    <message>
        <source>How many messages are unread.</source>
        <translation>有多少封未读邮件。</translation>
    </message>
    <message>
        <source>How many messages no client had seen yet.</source>
        <translation>有多少封邮件还没有任何客户端见过。</translation>
    </message>
    <message>
        <source>How many messages the open mailbox holds now.</source>
        <translation>当前打开的邮箱现有多少封邮件。</translation>
    </message>
    <message>
        <source>The UID that the next message of this mailbox will get, or more.</source>
        <translation>此邮箱下一封邮件的 UID 将不小于这个数。</translation>
    </message>
    <message>
        <source>As long as this number stays, every UID means the same message.</source>
        <translation>只要这个数不变，每个 UID 就始终指同一封邮件。</translation>
    </message>
    <message>
        <source>The bytes of all messages in a mailbox.</source>
        <translation>邮箱中全部邮件的字节数。</translation>
    </message>
    <message>
        <source>How large a message the server takes, in bytes.</source>
        <translation>服务器接受多大的邮件，以字节计。</translation>
    </message>
    <message>
        <source>A name of the mailbox that stays when it is renamed.</source>
        <translation>邮箱的标识，改名后也不变。</translation>
    </message>
    <message>
        <source>The server gives mailboxes, messages and threads names that last.</source>
        <translation>服务器给邮箱、邮件和会话以长久不变的标识。</translation>
    </message>
    <message>
        <source>The mailbox is open for reading only.</source>
        <translation>邮箱以只读方式打开。</translation>
    </message>
    <message>
        <source>The mailbox is open for changing too.</source>
        <translation>邮箱以可修改方式打开。</translation>
    </message>
    <message>
        <source>How much room the mail takes, and how much it may take.</source>
        <translation>邮件占用了多少空间，最多可占多少。</translation>
    </message>
    <message>
        <source>Asks which limits of room hold for a mailbox.</source>
        <translation>询问一个邮箱受哪些空间限额约束。</translation>
    </message>
    <message>
        <source>The limits that hold for a mailbox, by name.</source>
        <translation>约束一个邮箱的空间限额的名称。</translation>
    </message>
    <message>
        <source>Room in units of 1,024 bytes: used, and allowed.</source>
        <translation>以 1,024 字节为单位的空间：已用和上限。</translation>
    </message>
    <message>
        <source>The mailbox where new mail arrives.</source>
        <translation>新邮件到达的邮箱。</translation>
    </message>
    <message>
        <source>Messages are named by their lasting numbers instead of their places.</source>
        <translation>邮件以长久不变的编号而不是以位置来指称。</translation>
    </message>
    <message>
        <source>Asks for parts or facts of messages; in an answer, the parts.</source>
        <translation>索取邮件的部分内容或信息；在回答中就是这些内容。</translation>
    </message>
    <message>
        <source>The marks of a message, such as read or answered.</source>
        <translation>邮件的标记，如已读、已回复。</translation>
    </message>
    <message>
        <source>Changes marks without being told the outcome.</source>
        <translation>修改标记，不要求告知结果。</translation>
    </message>
    <message>
        <source>The marks that last in this mailbox.</source>
        <translation>在此邮箱中能长久保留的标记。</translation>
    </message>
    <message>
        <source>When the server got the message.</source>
        <translation>服务器收到邮件的时间。</translation>
    </message>
    <message>
        <source>The bytes of the message.</source>
        <translation>邮件的字节数。</translation>
    </message>
    <message>
        <source>The main header fields, taken apart by the server.</source>
        <translation>由服务器拆分好的主要信头字段。</translation>
    </message>
    <message>
        <source>The parts of the message, with their types and sizes.</source>
        <translation>邮件的各个部分，及其类型和大小。</translation>
    </message>
    <message>
        <source>The text of a message, or of a part of it.</source>
        <translation>邮件或其一部分的正文。</translation>
    </message>
    <message>
        <source>As BODY, but without marking the message as read.</source>
        <translation>同 BODY，但不把邮件标为已读。</translation>
    </message>
    <message>
        <source>All header fields.</source>
        <translation>全部信头字段。</translation>
    </message>
    <message>
        <source>Only the header fields that are named.</source>
        <translation>只要所列的信头字段。</translation>
    </message>
    <message>
        <source>The first words of a message, made by the server.</source>
        <translation>由服务器生成的邮件开头文字。</translation>
    </message>
    <message>
        <source>Only so many of the results, counted from one end.</source>
        <translation>只取结果中从一端数起的若干项。</translation>
    </message>
    <message>
        <source>A name of the message&apos;s content that lasts, wherever it is moved.</source>
        <translation>邮件内容的标识，移到哪里都不变。</translation>
    </message>
    <message>
        <source>A name of the conversation that the message belongs to.</source>
        <translation>邮件所属会话的标识。</translation>
    </message>
    <message>
        <source>Google&apos;s extensions: labels, and numbers of messages and conversations.</source>
        <translation>Google 的扩展：标签，以及邮件和会话的编号。</translation>
    </message>
    <message>
        <source>Google&apos;s number of a message, the same in every mailbox.</source>
        <translation>Google 的邮件编号，在每个邮箱中都相同。</translation>
    </message>
    <message>
        <source>Google&apos;s number of a conversation.</source>
        <translation>Google 的会话编号。</translation>
    </message>
    <message>
        <source>Changes the marks of messages.</source>
        <translation>修改邮件的标记。</translation>
    </message>
    <message>
        <source>Puts copies of messages into another mailbox.</source>
        <translation>把邮件复制到另一个邮箱。</translation>
    </message>
    <message>
        <source>Moves messages into another mailbox in one step.</source>
        <translation>一步把邮件移到另一个邮箱。</translation>
    </message>
    <message>
        <source>Removes messages that are marked as deleted; in an answer, the place of one that is gone.</source>
        <translation>移除标为已删除的邮件；在回答中，是已消失的邮件的位置。</translation>
    </message>
    <message>
        <source>Another client removed messages meanwhile.</source>
        <translation>另一个客户端在此期间移除了邮件。</translation>
    </message>
    <message>
        <source>Puts a message that the client has into a mailbox.</source>
        <translation>把客户端已有的邮件放进邮箱。</translation>
    </message>
    <message>
        <source>One APPEND takes several messages.</source>
        <translation>一次 APPEND 可放入多封邮件。</translation>
    </message>
    <message>
        <source>The UID that the message got.</source>
        <translation>邮件得到的 UID。</translation>
    </message>
    <message>
        <source>Which UIDs the copies got.</source>
        <translation>副本各自得到的 UID。</translation>
    </message>
    <message>
        <source>The server tells the UIDs of new copies, and removes only messages that are named.</source>
        <translation>服务器告知新副本的 UID，并且只移除指明的邮件。</translation>
    </message>
    <message>
        <source>Text that is announced by its length.</source>
        <translation>先告知长度的文本。</translation>
    </message>
    <message>
        <source>Text announced by its length is sent without waiting for leave.</source>
        <translation>先告知长度的文本，不等许可就发送。</translation>
    </message>
    <message>
        <source>As LITERAL+, for at most 4,096 bytes.</source>
        <translation>同 LITERAL+，最多 4,096 字节。</translation>
    </message>
    <message>
        <source>Nothing there.</source>
        <translation>没有内容。</translation>
    </message>
    <message>
        <source>Asks which messages meet conditions.</source>
        <translation>询问哪些邮件符合条件。</translation>
    </message>
    <message>
        <source>The result of a search, in short form.</source>
        <translation>搜索结果的简短形式。</translation>
    </message>
    <message>
        <source>Every change gets a number, so that only what changed needs to be asked for.</source>
        <translation>每次修改都有编号，因此只需询问改变了的内容。</translation>
    </message>
    <message>
        <source>Opening a mailbox tells at once what changed and what is gone.</source>
        <translation>打开邮箱时立即得知哪些改变了、哪些消失了。</translation>
    </message>
    <message>
        <source>The number of the newest change in a mailbox.</source>
        <translation>邮箱中最新一次修改的编号。</translation>
    </message>
    <message>
        <source>This mailbox does not number its changes.</source>
        <translation>此邮箱不给修改编号。</translation>
    </message>
    <message>
        <source>The number of a message&apos;s last change.</source>
        <translation>邮件最近一次修改的编号。</translation>
    </message>
    <message>
        <source>These messages were changed by another meanwhile, so their marks were left alone.</source>
        <translation>这些邮件在此期间被他人修改，所以没有改动它们的标记。</translation>
    </message>
    <message>
        <source>Only messages changed after that number.</source>
        <translation>只要在该编号之后修改过的邮件。</translation>
    </message>
    <message>
        <source>Change marks only if nobody else did after that number.</source>
        <translation>只有在该编号之后无人修改时才改标记。</translation>
    </message>
    <message>
        <source>The UIDs of messages that are gone.</source>
        <translation>已消失的邮件的 UID。</translation>
    </message>
    <message>
        <source>With VANISHED: they were gone before the mailbox was opened.</source>
        <translation>与 VANISHED 连用：在邮箱打开之前就已消失。</translation>
    </message>
    <message>
        <source>Waits; the server tells what is new as it happens.</source>
        <translation>等待；一有新情况服务器就告知。</translation>
    </message>
    <message>
        <source>Asks to be told what is new in several mailboxes at once.</source>
        <translation>请求同时告知多个邮箱的新情况。</translation>
    </message>
    <message>
        <source>With NOTIFY: which events to tell, for which mailboxes.</source>
        <translation>与 NOTIFY 连用：要告知哪些邮箱的哪些事件。</translation>
    </message>
    <message>
        <source>Too much is new: the server stops telling.</source>
        <translation>新情况太多：服务器不再告知。</translation>
    </message>
    <message>
        <source>A message for the person, who must see it.</source>
        <translation>必须让使用者看到的消息。</translation>
    </message>
    <message>
        <source>It would work if the mailbox was made first.</source>
        <translation>先建立该邮箱就能成功。</translation>
    </message>
    <message>
        <source>There is a mailbox of that name already.</source>
        <translation>已有同名的邮箱。</translation>
    </message>
    <message>
        <source>There is no mailbox of that name.</source>
        <translation>没有该名称的邮箱。</translation>
    </message>
    <message>
        <source>This will never work, such as a name that is not allowed.</source>
        <translation>永远不会成功，例如名称不被允许。</translation>
    </message>
    <message>
        <source>One is not allowed to do this.</source>
        <translation>没有权限这样做。</translation>
    </message>
    <message>
        <source>Another uses it just now; later it may work.</source>
        <translation>正被他人使用；稍后可能成功。</translation>
    </message>
    <message>
        <source>A limit of the server is reached.</source>
        <translation>达到了服务器的限制。</translation>
    </message>
    <message>
        <source>The room for mail is used up.</source>
        <translation>邮件空间已用完。</translation>
    </message>
    <message>
        <source>The message is larger than the server takes.</source>
        <translation>邮件超过了服务器接受的大小。</translation>
    </message>
    <message>
        <source>A part of the service is down for the moment.</source>
        <translation>服务的一部分暂时不可用。</translation>
    </message>
    <message>
        <source>The server made a mistake and knows it.</source>
        <translation>服务器出了错，并且自己知道。</translation>
    </message>
    <message>
        <source>Something on the server is damaged.</source>
        <translation>服务器上有内容损坏。</translation>
    </message>
    <message>
        <source>Whoever runs the server has to be asked.</source>
        <translation>需要询问服务器的管理者。</translation>
    </message>
    <message>
        <source>Wrong name or password, or signing in is off.</source>
        <translation>用户名或密码错误，或登录已关闭。</translation>
    </message>
    <message>
        <source>The password is right, but this use is not allowed.</source>
        <translation>密码正确，但不允许这样使用。</translation>
    </message>
    <message>
        <source>The password or token is past its time.</source>
        <translation>密码或令牌已过期。</translation>
    </message>
    <message>
        <source>Only over an encrypted connection.</source>
        <translation>只能通过加密连接。</translation>
    </message>
    <message>
        <source>The message is read.</source>
        <translation>邮件已读。</translation>
    </message>
    <message>
        <source>The message is answered.</source>
        <translation>邮件已回复。</translation>
    </message>
    <message>
        <source>The message is marked as important.</source>
        <translation>邮件已标为重要。</translation>
    </message>
    <message>
        <source>The message is to be removed by EXPUNGE.</source>
        <translation>邮件将被 EXPUNGE 移除。</translation>
    </message>
    <message>
        <source>The message is not finished.</source>
        <translation>邮件尚未写完。</translation>
    </message>
    <message>
        <source>No client had seen the message yet.</source>
        <translation>还没有客户端见过这封邮件。</translation>
    </message>
    <message>
        <source>Done; what was asked for may follow.</source>
        <translation>已完成；所要的内容可能随后给出。</translation>
    </message>
    <message>
        <source>Not done; the server&apos;s reason follows.</source>
        <translation>未完成；随后是服务器的理由。</translation>
    </message>
    <message>
        <source>Go on: the server waits for the next word of the sign-in.</source>
        <translation>继续：服务器在等待登录的下一段内容。</translation>
    </message>
    <message>
        <source>The end of an answer of many lines.</source>
        <translation>多行回答的结尾。</translation>
    </message>
    <message>
        <source>Asks which commands and extensions the server offers.</source>
        <translation>询问服务器提供哪些命令和扩展。</translation>
    </message>
    <message>
        <source>Names the user who signs in.</source>
        <translation>告知登录的用户名。</translation>
    </message>
    <message>
        <source>The password of the user who was named.</source>
        <translation>该用户的密码。</translation>
    </message>
    <message>
        <source>Signs in with a digest of the password and of the greeting&apos;s time.</source>
        <translation>用密码和问候语中时间的摘要登录。</translation>
    </message>
    <message>
        <source>The SASL mechanisms that the server takes for signing in.</source>
        <translation>服务器接受的 SASL 登录机制。</translation>
    </message>
    <message>
        <source>Asks how many messages there are, and their size.</source>
        <translation>询问有多少封邮件，以及总大小。</translation>
    </message>
    <message>
        <source>Asks for the size of each message.</source>
        <translation>询问每封邮件的大小。</translation>
    </message>
    <message>
        <source>Asks for a lasting name of each message, by which a client knows what it has already.</source>
        <translation>询问每封邮件长久不变的标识，客户端由此知道哪些已经取过。</translation>
    </message>
    <message>
        <source>Asks for a message&apos;s header and its first lines.</source>
        <translation>索取邮件的信头和前几行。</translation>
    </message>
    <message>
        <source>Asks for a whole message.</source>
        <translation>索取整封邮件。</translation>
    </message>
    <message>
        <source>Marks a message to be removed when the session ends with QUIT.</source>
        <translation>标记一封邮件，以 QUIT 结束会话时移除。</translation>
    </message>
    <message>
        <source>Takes back every mark made by DELE.</source>
        <translation>取消 DELE 所做的全部标记。</translation>
    </message>
    <message>
        <source>Does nothing; the connection stays alive.</source>
        <translation>什么也不做；连接保持活动。</translation>
    </message>
    <message>
        <source>Ends the session; only now the server removes what was marked.</source>
        <translation>结束会话；此时服务器才移除已标记的邮件。</translation>
    </message>
    <message>
        <source>Commands may be sent ahead without waiting for each answer.</source>
        <translation>命令可以连续发出，不必逐一等待回答。</translation>
    </message>
    <message>
        <source>After how many days the server removes messages by itself.</source>
        <translation>服务器在多少天后自行移除邮件。</translation>
    </message>
    <message>
        <source>With EXPIRE: the server removes nothing by itself.</source>
        <translation>与 EXPIRE 连用：服务器不会自行移除任何邮件。</translation>
    </message>
    <message>
        <source>How many seconds have to pass between two sign-ins.</source>
        <translation>两次登录之间必须间隔多少秒。</translation>
    </message>
    <message>
        <source>The name of the server&apos;s software.</source>
        <translation>服务器软件的名称。</translation>
    </message>
    <message>
        <source>Refusals begin with a code in brackets that tells their kind.</source>
        <translation>拒绝时先用方括号中的代码说明类别。</translation>
    </message>
    <message>
        <source>The server tells a wrong password from other troubles.</source>
        <translation>服务器能区分密码错误和其他问题。</translation>
    </message>
    <message>
        <source>Another session holds the mailbox.</source>
        <translation>另一个会话正占用该邮箱。</translation>
    </message>
    <message>
        <source>Trouble on the server that will pass.</source>
        <translation>服务器上的问题，会自行过去。</translation>
    </message>
    <message>
        <source>Trouble on the server that someone has to mend.</source>
        <translation>服务器上的问题，需要有人修复。</translation>
    </message>
    <message>
        <source>Names, passwords and headers may be in UTF-8.</source>
        <translation>用户名、密码和信头可以使用 UTF-8。</translation>
    </message>
    <message>
        <source>The language of the server&apos;s words can be chosen.</source>
        <translation>可以选择服务器文字的语言。</translation>
    </message>
    <message>
        <source>The client&apos;s greeting; the server answers with what it can.</source>
        <translation>客户端的问候；服务器回答它的能力。</translation>
    </message>
    <message>
        <source>The greeting for old servers that know no EHLO.</source>
        <translation>给不认识 EHLO 的旧服务器的问候。</translation>
    </message>
    <message>
        <source>Signs in with a SASL mechanism, which the next word names; in an offer, the mechanisms.</source>
        <translation>用下一个词所指的 SASL 机制登录；在服务器的能力中则列出各种机制。</translation>
    </message>
    <message>
        <source>Begins a message: MAIL FROM names who gets the reports if it can&apos;t be delivered.</source>
        <translation>开始一封邮件：MAIL FROM 指明无法投递时由谁收取报告。</translation>
    </message>
    <message>
        <source>RCPT TO names one recipient; each gets an answer of its own.</source>
        <translation>RCPT TO 指明一个收件人；每个都有各自的回答。</translation>
    </message>
    <message>
        <source>The sender on the envelope, which the header need not show.</source>
        <translation>信封上的发件人，信头中不必显示。</translation>
    </message>
    <message>
        <source>A recipient on the envelope; so Bcc stays out of the header.</source>
        <translation>信封上的一个收件人；因此密送不出现在信头中。</translation>
    </message>
    <message>
        <source>The message itself follows, ended by a line with a single dot.</source>
        <translation>接下来是邮件本身，以只有一个点的行结束。</translation>
    </message>
    <message>
        <source>The end of the message. With the answer to it the server takes it over.</source>
        <translation>邮件的结尾。服务器回答后即由它负责这封邮件。</translation>
    </message>
    <message>
        <source>A piece of the message, its length said before.</source>
        <translation>邮件的一段，先告知其长度。</translation>
    </message>
    <message>
        <source>With BDAT: this is the last piece.</source>
        <translation>与 BDAT 连用：这是最后一段。</translation>
    </message>
    <message>
        <source>Gives up the message that was begun.</source>
        <translation>放弃已开始的邮件。</translation>
    </message>
    <message>
        <source>Asks whether an address exists; few servers tell.</source>
        <translation>询问地址是否存在；很少有服务器会说。</translation>
    </message>
    <message>
        <source>Asks for help in words.</source>
        <translation>请求文字帮助。</translation>
    </message>
    <message>
        <source>Says goodbye.</source>
        <translation>道别。</translation>
    </message>
    <message>
        <source>The size of the message, said before it is sent; in an offer, the largest the server takes.</source>
        <translation>发送前先告知邮件大小；在服务器的能力中则是它接受的上限。</translation>
    </message>
    <message>
        <source>The server takes messages in pieces by BDAT.</source>
        <translation>服务器可用 BDAT 分段接收邮件。</translation>
    </message>
    <message>
        <source>The message may hold bytes of any kind, not only lines of text.</source>
        <translation>邮件可含任意字节，不限于文本行。</translation>
    </message>
    <message>
        <source>The text may have letters beyond ASCII.</source>
        <translation>正文可含 ASCII 以外的字符。</translation>
    </message>
    <message>
        <source>The text is pure ASCII.</source>
        <translation>正文是纯 ASCII。</translation>
    </message>
    <message>
        <source>What kind of bytes the message has.</source>
        <translation>邮件含有哪类字节。</translation>
    </message>
    <message>
        <source>Addresses and headers may be in UTF-8.</source>
        <translation>地址和信头可以使用 UTF-8。</translation>
    </message>
    <message>
        <source>The server sends reports of delivery as it is asked to.</source>
        <translation>服务器按要求发送投递报告。</translation>
    </message>
    <message>
        <source>How much of the message a report is to bring back.</source>
        <translation>报告应带回多少邮件内容。</translation>
    </message>
    <message>
        <source>With RET: the header only.</source>
        <translation>与 RET 连用：只要信头。</translation>
    </message>
    <message>
        <source>With RET: all of the message.</source>
        <translation>与 RET 连用：整封邮件。</translation>
    </message>
    <message>
        <source>A name for this sending that comes back in reports.</source>
        <translation>本次发送的标识，会随报告返回。</translation>
    </message>
    <message>
        <source>When to report about this recipient.</source>
        <translation>何时就这个收件人发出报告。</translation>
    </message>
    <message>
        <source>With NOTIFY: when it was delivered.</source>
        <translation>与 NOTIFY 连用：投递成功时。</translation>
    </message>
    <message>
        <source>With NOTIFY: when it can&apos;t be delivered.</source>
        <translation>与 NOTIFY 连用：无法投递时。</translation>
    </message>
    <message>
        <source>With NOTIFY: when it takes long.</source>
        <translation>与 NOTIFY 连用：耗时过长时。</translation>
    </message>
    <message>
        <source>The recipient as the sender wrote it, for reports.</source>
        <translation>发件人所写的收件人地址，供报告使用。</translation>
    </message>
    <message>
        <source>The message may be handed on only over verified TLS; otherwise it comes back.</source>
        <translation>邮件只能通过经过验证的 TLS 转交，否则退回。</translation>
    </message>
    <message>
        <source>Replies bring a second, finer code such as 5.1.1.</source>
        <translation>回答带有第二个更细的代码，如 5.1.1。</translation>
    </message>
    <message>
        <source>How many recipients and messages the server takes.</source>
        <translation>服务器接受多少收件人和邮件。</translation>
    </message>
    <message>
        <source>A message may say until when it is to be delivered.</source>
        <translation>邮件可以注明须在何时之前投递。</translation>
    </message>
    <message>
        <source>Mail waiting for another server can be asked for; not for mail programs.</source>
        <translation>可索取等候另一台服务器的邮件；不供邮件程序使用。</translation>
    </message>
    <message>
        <source>The server is ready.</source>
        <translation>服务器已就绪。</translation>
    </message>
    <message>
        <source>The server says goodbye.</source>
        <translation>服务器道别。</translation>
    </message>
    <message>
        <source>Signed in.</source>
        <translation>已登录。</translation>
    </message>
    <message>
        <source>Done.</source>
        <translation>已完成。</translation>
    </message>
    <message>
        <source>Taken, though the recipient is elsewhere; the server hands it on.</source>
        <translation>已接受，但收件人在别处；服务器会转交。</translation>
    </message>
    <message>
        <source>Taken without knowing whether the recipient exists.</source>
        <translation>已接受，但不知收件人是否存在。</translation>
    </message>
    <message>
        <source>Send the message now.</source>
        <translation>现在请发送邮件。</translation>
    </message>
    <message>
        <source>The server closes for the moment; later it may work.</source>
        <translation>服务器暂时关闭；稍后可能成功。</translation>
    </message>
    <message>
        <source>The password has to be changed first.</source>
        <translation>必须先更改密码。</translation>
    </message>
    <message>
        <source>Not now: the mailbox is busy or unavailable. Tried again later.</source>
        <translation>暂时不行：邮箱正忙或不可用。稍后会再试。</translation>
    </message>
    <message>
        <source>Not now: something went wrong on the server. Tried again later.</source>
        <translation>暂时不行：服务器上出了问题。稍后会再试。</translation>
    </message>
    <message>
        <source>Not now: no room, or too many recipients. Tried again later.</source>
        <translation>暂时不行：空间不足，或收件人太多。稍后会再试。</translation>
    </message>
    <message>
        <source>Not now: encryption or signing in does not work for the moment.</source>
        <translation>暂时不行：加密或登录目前无法使用。</translation>
    </message>
    <message>
        <source>The server can&apos;t take these parameters for the moment.</source>
        <translation>服务器暂时不能接受这些参数。</translation>
    </message>
    <message>
        <source>The server does not know this command.</source>
        <translation>服务器不认识这条命令。</translation>
    </message>
    <message>
        <source>Something behind the command is wrong.</source>
        <translation>命令之后的内容有误。</translation>
    </message>
    <message>
        <source>The server has no such command.</source>
        <translation>服务器没有这条命令。</translation>
    </message>
    <message>
        <source>The command does not belong here.</source>
        <translation>此处不应出现这条命令。</translation>
    </message>
    <message>
        <source>The server does not know this parameter or mechanism.</source>
        <translation>服务器不认识这个参数或机制。</translation>
    </message>
    <message>
        <source>This server takes no mail at all.</source>
        <translation>这台服务器完全不接收邮件。</translation>
    </message>
    <message>
        <source>Sign in first, or encrypt first.</source>
        <translation>请先登录，或先加密。</translation>
    </message>
    <message>
        <source>This way to sign in is too weak here.</source>
        <translation>这种登录方式在此过于薄弱。</translation>
    </message>
    <message>
        <source>Wrong name or password.</source>
        <translation>用户名或密码错误。</translation>
    </message>
    <message>
        <source>This way to sign in needs encryption.</source>
        <translation>这种登录方式需要加密。</translation>
    </message>
    <message>
        <source>Refused for good: no such mailbox, or a rule of the server.</source>
        <translation>永久拒绝：没有此邮箱，或违反服务器的规则。</translation>
    </message>
    <message>
        <source>The recipient is elsewhere.</source>
        <translation>收件人在别处。</translation>
    </message>
    <message>
        <source>Refused: the message is too large, or the mailbox is full.</source>
        <translation>拒绝：邮件太大，或邮箱已满。</translation>
    </message>
    <message>
        <source>Refused: the address is not allowed.</source>
        <translation>拒绝：地址不被允许。</translation>
    </message>
    <message>
        <source>Refused for good; the words tell why.</source>
        <translation>永久拒绝；理由见其文字。</translation>
    </message>
    <message>
        <source>The server does not know these parameters.</source>
        <translation>服务器不认识这些参数。</translation>
    </message>
    <message>
        <source>The recipient&apos;s domain takes no mail.</source>
        <translation>收件人的域名不接收邮件。</translation>
    </message>
    <message>
        <source>Name and password as they are; safe only where the connection is encrypted.</source>
        <translation>直接发送用户名和密码；只有连接已加密时才安全。</translation>
    </message>
    <message>
        <source>Name, then password, as they are; older than PLAIN.</source>
        <translation>先发用户名，再发密码，都不加保护；比 PLAIN 更早。</translation>
    </message>
    <message>
        <source>The password is proved by a digest of the server&apos;s question and not sent.</source>
        <translation>用服务器所提问题的摘要证明密码，密码本身不发送。</translation>
    </message>
    <message>
        <source>Both sides prove that they know the password, which is not sent.</source>
        <translation>双方都证明自己知道密码，密码本身不发送。</translation>
    </message>
    <message>
        <source>As SCRAM-SHA-1, with a stronger digest.</source>
        <translation>同 SCRAM-SHA-1，摘要更强。</translation>
    </message>
    <message>
        <source>As SCRAM-SHA-1, tied to this very TLS connection.</source>
        <translation>同 SCRAM-SHA-1，并与这个 TLS 连接绑定。</translation>
    </message>
    <message>
        <source>As SCRAM-SHA-256, tied to this very TLS connection.</source>
        <translation>同 SCRAM-SHA-256，并与这个 TLS 连接绑定。</translation>
    </message>
    <message>
        <source>A token from the provider&apos;s own sign-in page, in place of a password.</source>
        <translation>用服务商登录页面给出的令牌代替密码。</translation>
    </message>
    <message>
        <source>The forerunner of OAUTHBEARER: a token in place of a password.</source>
        <translation>OAUTHBEARER 的前身：用令牌代替密码。</translation>
    </message>
    <message>
        <source>The client&apos;s TLS certificate says who it is.</source>
        <translation>由客户端的 TLS 证书说明身份。</translation>
    </message>
    <message>
        <source>An old digest that is not used any more.</source>
        <translation>已不再使用的旧式摘要。</translation>
    </message>
    <message>
        <source>Microsoft&apos;s older way to sign in.</source>
        <translation>微软较旧的登录方式。</translation>
    </message>
    <message>
        <source>Sign-in by Kerberos.</source>
        <translation>用 Kerberos 登录。</translation>
    </message>
    <message>
        <source>Without a name.</source>
        <translation>不用名称登录。</translation>
    </message>
    <message>
        <source>Tern took a secret out here before the line reached this list. It is kept nowhere.</source>
        <translation>Tern 在这一行进入列表之前就去掉了其中的机密。它没有保存在任何地方。</translation>
    </message>
    <message>
        <source>Google&apos;s labels of a message; most of them are mailboxes too.</source>
        <translation>Google 给邮件加的标签；其中多数同时也是邮箱。</translation>
    </message>
</context>
<context>
    <name>RemoteBar</name>
    <message>
        <source>For %1</source>
        <translation>对 %1</translation>
    </message>
    <message>
        <source>For everybody at %1</source>
        <translation>对 %1 的所有人</translation>
    </message>
    <message numerus="yes">
        <source>%n trackers are blocked.</source>
        <translation>
            <numerusform>已拦截 %n 个跟踪器。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n images on %1 were not loaded: it would learn that you read this.</source>
        <translation>
            <numerusform>未加载 %1 上的 %n 张图片：加载会让对方知道您读了这封邮件。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n images on other machines were not loaded: they would learn that you read this.</source>
        <translation>
            <numerusform>未加载其他服务器上的 %n 张图片：加载会让对方知道您读了这封邮件。</numerusform>
        </translation>
    </message>
    <message>
        <source>Load images</source>
        <translation>加载图片</translation>
    </message>
    <message>
        <source>Always…</source>
        <translation>始终…</translation>
    </message>
</context>
<context>
    <name>ReportCard</name>
    <message>
        <source>It was delivered to %1.</source>
        <translation>已送达 %1。</translation>
    </message>
    <message>
        <source>It was handed on towards %1; that server reports nothing more.</source>
        <translation>已转交往 %1；对方服务器不再报告后续情况。</translation>
    </message>
    <message>
        <source>%1 is a list: it was handed on to its members.</source>
        <translation>%1 是邮件列表：已转发给其成员。</translation>
    </message>
    <message>
        <source>It has not reached %1 yet. The server goes on trying; nothing needs to be done.</source>
        <translation>尚未送达 %1。服务器会继续尝试，您无需处理。</translation>
    </message>
    <message>
        <source>It was not delivered to %1.</source>
        <translation>未能送达 %1。</translation>
    </message>
</context>
<context>
    <name>RowWords</name>
    <message>
        <source>No recipient</source>
        <translation>没有收件人</translation>
    </message>
    <message>
        <source>No sender</source>
        <translation>没有发件人</translation>
    </message>
    <message>
        <source>No subject</source>
        <translation>无主题</translation>
    </message>
    <message>
        <source>Unread</source>
        <translation>未读</translation>
    </message>
    <message>
        <source>flagged</source>
        <translation>有星标</translation>
    </message>
    <message>
        <source>with attachment</source>
        <translation>有附件</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>已回复</translation>
    </message>
    <message>
        <source>change waiting</source>
        <translation>有更改待同步</translation>
    </message>
    <message>
        <source>Inbox</source>
        <translation>收件箱</translation>
    </message>
    <message>
        <source>Drafts</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>已发送</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>归档</translation>
    </message>
    <message>
        <source>Junk</source>
        <translation>垃圾邮件</translation>
    </message>
    <message>
        <source>Trash</source>
        <translation>已删除</translation>
    </message>
    <message>
        <source>All mail</source>
        <translation>所有邮件</translation>
    </message>
    <message>
        <source>Flagged</source>
        <translation>星标</translation>
    </message>
    <message>
        <source>Important</source>
        <translation>重要</translation>
    </message>
    <message>
        <source>labels: %1</source>
        <translation>标签：%1</translation>
    </message>
</context>
<context>
    <name>SendTimes</name>
    <message>
        <source>dddd, d MMMM</source>
        <translation>M月d日dddd</translation>
    </message>
    <message>
        <source>dddd, d MMMM yyyy</source>
        <translation>yyyy年M月d日dddd</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Tern must be running then. If it is not, the message goes when Tern starts next.</source>
        <translation>届时 Tern 必须在运行。否则，邮件会在 Tern 下次启动时发出。</translation>
    </message>
</context>
<context>
    <name>SenderWords</name>
    <message>
        <source>The sender&apos;s name reads “%1”, but the message is from %2.</source>
        <translation>发件人名称写作“%1”，但邮件实际来自 %2。</translation>
    </message>
    <message>
        <source>The sender&apos;s name has marks in it that turn the direction of writing. They were taken out.</source>
        <translation>发件人名称中含有改变文字方向的标记，已将其去除。</translation>
    </message>
    <message>
        <source>The sender&apos;s name has characters in it that nobody can see. They were taken out.</source>
        <translation>发件人名称中含有看不见的字符，已将其去除。</translation>
    </message>
    <message>
        <source>“%1” in the sender&apos;s name is written in letters of two alphabets that look alike.</source>
        <translation>发件人名称中的“%1”混用了两种外形相似的字母。</translation>
    </message>
    <message>
        <source>The sender&apos;s name is so long that it could hide the address, which is %1.</source>
        <translation>发件人名称过长，可能遮住真实地址：%1。</translation>
    </message>
    <message>
        <source>The sender&apos;s domain is %1. It only looks like %2.</source>
        <translation>发件人的域名是 %1，只是看起来像 %2。</translation>
    </message>
    <message>
        <source>The sender&apos;s domain, %1, is written in letters of two alphabets that look alike.</source>
        <translation>发件人的域名 %1 混用了两种外形相似的字母。</translation>
    </message>
    <message>
        <source>The sender&apos;s address, %2, has another one inside: %1.</source>
        <translation>发件人地址 %2 中藏有另一个地址：%1。</translation>
    </message>
    <message>
        <source>The message doesn&apos;t say who sent it.</source>
        <translation>这封邮件没有说明发件人是谁。</translation>
    </message>
    <message>
        <source>The message names more than one sender. The others: %1</source>
        <translation>这封邮件写有不止一个发件人。其余的是：%1</translation>
    </message>
    <message>
        <source>It was sent by %1 in the name of %2.</source>
        <translation>由 %1 以 %2 的名义发送。</translation>
    </message>
    <message>
        <source>An answer would go to %1, not to %2.</source>
        <translation>您的回复会发往 %1，而不是 %2。</translation>
    </message>
    <message>
        <source>A link that reads %1 goes to %2.</source>
        <translation>有一个显示为 %1 的链接实际通向 %2。</translation>
    </message>
    <message>
        <source>Your provider could not confirm that this sender sent it.</source>
        <translation>您的邮箱服务商无法确认这封邮件确由此发件人发送。</translation>
    </message>
    <message>
        <source>Your provider could not confirm that this sender sent it: %1 failed.</source>
        <translation>您的邮箱服务商无法确认这封邮件确由此发件人发送：%1 未通过。</translation>
    </message>
    <message>
        <source>This is the first message from %1.</source>
        <translation>这是来自 %1 的第一封邮件。</translation>
    </message>
    <message>
        <source>DKIM: a domain signed the message, and it was not changed since.</source>
        <translation>DKIM：有域名为邮件签名，此后未被改动。</translation>
    </message>
    <message>
        <source>DKIM: the message is not signed.</source>
        <translation>DKIM：邮件没有签名。</translation>
    </message>
    <message>
        <source>DKIM: no signature on the message holds (%1).</source>
        <translation>DKIM：邮件上没有有效的签名（%1）。</translation>
    </message>
    <message>
        <source>SPF: the server that handed it in may send for the domain it named.</source>
        <translation>SPF：交来邮件的服务器有权代表它所称的域名发信。</translation>
    </message>
    <message>
        <source>SPF: the server that handed it in may not be one of that domain&apos;s (%1).</source>
        <translation>SPF：交来邮件的服务器可能不属于该域名（%1）。</translation>
    </message>
    <message>
        <source>DMARC: the domain in the sender&apos;s address is one of those confirmed.</source>
        <translation>DMARC：发件人地址中的域名已得到确认。</translation>
    </message>
    <message>
        <source>DMARC: the domain in the sender&apos;s address is not confirmed (%1).</source>
        <translation>DMARC：发件人地址中的域名未得到确认（%1）。</translation>
    </message>
    <message>
        <source>ARC: those who forwarded it say what they found, and their seals hold.</source>
        <translation>ARC：转发者记录了各自的核查结果，且其封印有效。</translation>
    </message>
    <message>
        <source>ARC: the seals of those who forwarded it don&apos;t hold (%1).</source>
        <translation>ARC：转发者的封印无效（%1）。</translation>
    </message>
    <message>
        <source>The key of %1 could not be asked for, so its signature was not verified.</source>
        <translation>未能查询 %1 的密钥，因此没有验证它的签名。</translation>
    </message>
    <message>
        <source>%1, the sender&apos;s domain, signed this message, and nothing it signed was changed since.</source>
        <translation>发件人的域 %1 为这封邮件签了名，签名之后内容没有被改动。</translation>
    </message>
    <message>
        <source>%1 signed this message, and nothing it signed was changed since. It is not the domain in the sender&apos;s address.</source>
        <translation>%1 为这封邮件签了名，签名之后内容没有被改动。它不是发件人地址中的域。</translation>
    </message>
    <message>
        <source>%1 signed another text: what you read was changed on its way.</source>
        <translation>%1 签名的是另一份正文：您读到的内容在途中被改动过。</translation>
    </message>
    <message>
        <source>The signature of %1 doesn&apos;t fit: the subject, the sender or another signed field was changed, or %1 didn&apos;t sign it.</source>
        <translation>%1 的签名不符：主题、发件人或其他已签名的字段被改动过，或者根本不是 %1 签的名。</translation>
    </message>
    <message>
        <source>The signature of %1 has expired.</source>
        <translation>%1 的签名已过期。</translation>
    </message>
    <message>
        <source>%1 has no key, or has one no longer, that the signature could be verified with.</source>
        <translation>%1 没有（或不再有）可用来验证这个签名的密钥。</translation>
    </message>
    <message>
        <source>The signature of %1 is too weak to prove anything.</source>
        <translation>%1 的签名强度太弱，什么也证明不了。</translation>
    </message>
    <message>
        <source>%1 signed only the beginning of the text. Anybody could have added the rest.</source>
        <translation>%1 只为正文的开头签了名，其余部分任何人都可能添加。</translation>
    </message>
</context>
<context>
    <name>SettingPages</name>
    <message>
        <source>Reading</source>
        <translation>阅读</translation>
    </message>
    <message>
        <source>A message counts as read</source>
        <translation>何时把邮件算作已读</translation>
    </message>
    <message>
        <source>after 1 second</source>
        <translation>打开 1 秒后</translation>
    </message>
    <message>
        <source>at once</source>
        <translation>立即</translation>
    </message>
    <message>
        <source>after 3 seconds</source>
        <translation>打开 3 秒后</translation>
    </message>
    <message>
        <source>after 10 seconds</source>
        <translation>打开 10 秒后</translation>
    </message>
    <message>
        <source>only when I say so</source>
        <translation>只在手动标记时</translation>
    </message>
    <message>
        <source>Message list</source>
        <translation>邮件列表</translation>
    </message>
    <message>
        <source>three lines for each message</source>
        <translation>每封邮件三行</translation>
    </message>
    <message>
        <source>two lines for each message</source>
        <translation>每封邮件两行</translation>
    </message>
    <message>
        <source>Show plain text where a message has both</source>
        <translation>邮件同时有两种格式时显示纯文本</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>写信</translation>
    </message>
    <message>
        <source>In a reply, writing begins</source>
        <translation>回复时从哪里开始写</translation>
    </message>
    <message>
        <source>above the quoted text</source>
        <translation>引用内容上方</translation>
    </message>
    <message>
        <source>below the quoted text</source>
        <translation>引用内容下方</translation>
    </message>
    <message>
        <source>Put the signature into replies and forwarded messages too</source>
        <translation>回复和转发时也附上签名</translation>
    </message>
    <message>
        <source>The signature itself belongs to an address: see Accounts.</source>
        <translation>签名跟随各个地址，可在“账号”中设置。</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>as the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Another language is used from the next start.</source>
        <translation>更改语言后，下次启动时生效。</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>通知</translation>
    </message>
    <message>
        <source>Show a notification when mail arrives</source>
        <translation>收到新邮件时显示通知</translation>
    </message>
    <message>
        <source>For new mail in an inbox, gathered for each account. A click opens the message.</source>
        <translation>只通知收件箱中的新邮件，按账号合并。点击即可打开邮件。</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Keep whole messages here</source>
        <translation>在本机保存完整邮件</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>of the last year</source>
        <translation>最近一年的</translation>
    </message>
    <message>
        <source>of the last 90 days</source>
        <translation>最近 90 天的</translation>
    </message>
    <message>
        <source>of the last 30 days</source>
        <translation>最近 30 天的</translation>
    </message>
    <message>
        <source>only those I open</source>
        <translation>只保存我打开过的</translation>
    </message>
    <message>
        <source>They can then be read without a network and searched by their text. On a metered network they come slowly, and not at all while power is being saved.</source>
        <translation>这样无需网络也能阅读，并能按正文搜索。在按流量计费的网络上会慢慢下载，节电时则暂停下载。</translation>
    </message>
    <message>
        <source>For receiving and sending. The proxy looks up the servers&apos; names. An account can have its own way: see Accounts.</source>
        <translation>收信和发信都使用它，服务器名称由代理解析。每个账号可以有自己的设置，请参见“账号”。</translation>
    </message>
    <message>
        <source>Sending can be undone</source>
        <translation>发送后可以撤回</translation>
    </message>
    <message>
        <source>for 10 seconds</source>
        <translation>10 秒内</translation>
    </message>
    <message>
        <source>for 5 seconds</source>
        <translation>5 秒内</translation>
    </message>
    <message>
        <source>for 20 seconds</source>
        <translation>20 秒内</translation>
    </message>
    <message>
        <source>for 30 seconds</source>
        <translation>30 秒内</translation>
    </message>
    <message>
        <source>not at all</source>
        <translation>不可撤回</translation>
    </message>
    <message>
        <source>A message waits that long in the Outbox. If Tern is closed meanwhile, it goes at once; if it is killed, at the next start.</source>
        <translation>邮件会在发件箱中等待这么久。如果其间关闭 Tern，邮件会立即发出；如果 Tern 被强行终止，邮件会在下次启动时发出。</translation>
    </message>
    <message>
        <source>Let lines of text be as long as the window is wide</source>
        <translation>让正文行与窗口同宽</translation>
    </message>
    <message>
        <source>Show conversations</source>
        <translation>显示会话</translation>
    </message>
    <message>
        <source>Around a message stand the others that it answers or that answer it, from all folders, with what you sent.</source>
        <translation>邮件的前后会列出它所回复的邮件和回复它的邮件，它们来自所有文件夹，也包括您发出的邮件。</translation>
    </message>
    <message>
        <source>A sender who asks whether I read it</source>
        <translation>发件人询问邮件是否已读时</translation>
    </message>
    <message>
        <source>is never told</source>
        <translation>从不告知</translation>
    </message>
    <message>
        <source>is told if I say so each time</source>
        <translation>每次经我同意后告知</translation>
    </message>
    <message>
        <source>One line for each conversation in the message list</source>
        <translation>邮件列表中每个会话只占一行</translation>
    </message>
    <message>
        <source>The newest message stands for it. What is done to the line is done to all messages of the conversation in this folder.</source>
        <translation>由其中最新的邮件代表整个会话。您对这一行所做的操作，会用于此文件夹中该会话的所有邮件。</translation>
    </message>
</context>
<context>
    <name>StateWords</name>
    <message numerus="yes">
        <source>Archive %n message(s)</source>
        <translation>
            <numerusform>归档 %n 封邮件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %n message(s) to Junk</source>
        <translation>
            <numerusform>把 %n 封邮件移到垃圾邮件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Bring %n message(s) back from Junk</source>
        <translation>
            <numerusform>从垃圾邮件中取回 %n 封邮件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n message(s)</source>
        <translation>
            <numerusform>删除 %n 封邮件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %n message(s) to %1</source>
        <translation>
            <numerusform>把 %n 封邮件移到 %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copy %n message(s) to %1</source>
        <translation>
            <numerusform>把 %n 封邮件复制到 %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Mark %n message(s) as read</source>
        <translation>
            <numerusform>把 %n 封邮件标为已读</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Mark %n message(s) as unread</source>
        <translation>
            <numerusform>把 %n 封邮件标为未读</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Flag %n message(s)</source>
        <translation>
            <numerusform>为 %n 封邮件加星标</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Take the flag off %n message(s)</source>
        <translation>
            <numerusform>取消 %n 封邮件的星标</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Empty the trash (%n message(s))</source>
        <translation>
            <numerusform>清空已删除邮件（%n 封）</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Change the marks of %n message(s)</source>
        <translation>
            <numerusform>更改 %n 封邮件的标记</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove %n message(s) for good</source>
        <translation>
            <numerusform>彻底删除 %n 封邮件</numerusform>
        </translation>
    </message>
    <message>
        <source>Create the folder %1</source>
        <translation>新建文件夹 %1</translation>
    </message>
    <message>
        <source>Rename the folder %1</source>
        <translation>重命名文件夹 %1</translation>
    </message>
    <message>
        <source>Delete the folder %1</source>
        <translation>删除文件夹 %1</translation>
    </message>
    <message>
        <source>Subscribe to the folder %1</source>
        <translation>订阅文件夹 %1</translation>
    </message>
    <message>
        <source>Unsubscribe from the folder %1</source>
        <translation>取消订阅文件夹 %1</translation>
    </message>
    <message>
        <source>Inbox and changes</source>
        <translation>收件箱与更改</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Signing in</source>
        <translation>正在登录</translation>
    </message>
    <message>
        <source>Reading the list of folders</source>
        <translation>正在读取文件夹列表</translation>
    </message>
    <message>
        <source>Listing messages</source>
        <translation>正在列出邮件</translation>
    </message>
    <message>
        <source>Listing messages in %1</source>
        <translation>正在列出 %1 中的邮件</translation>
    </message>
    <message>
        <source>Fetching a message</source>
        <translation>正在获取邮件</translation>
    </message>
    <message>
        <source>Fetching messages</source>
        <translation>正在获取邮件</translation>
    </message>
    <message>
        <source>Fetching messages from %1</source>
        <translation>正在从 %1 获取邮件</translation>
    </message>
    <message>
        <source>Telling the server what you changed</source>
        <translation>正在把您的更改告诉服务器</translation>
    </message>
    <message>
        <source>Storing a message</source>
        <translation>正在保存邮件</translation>
    </message>
    <message>
        <source>Storing a message in %1</source>
        <translation>正在把邮件保存到 %1</translation>
    </message>
    <message>
        <source>Sending a message</source>
        <translation>正在发送邮件</translation>
    </message>
    <message>
        <source>Sending “%1”</source>
        <translation>正在发送“%1”</translation>
    </message>
    <message>
        <source>Waits for new mail</source>
        <translation>等待新邮件</translation>
    </message>
    <message>
        <source>Looks for new mail now and then</source>
        <translation>定时检查新邮件</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>工作中</translation>
    </message>
    <message>
        <source>Nothing to do</source>
        <translation>无事可做</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>正在连接</translation>
    </message>
    <message>
        <source>Tries again %1</source>
        <translation>%1重试</translation>
    </message>
    <message>
        <source>Tries again</source>
        <translation>即将重试</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>Needs its password</source>
        <translation>需要密码</translation>
    </message>
    <message>
        <source>Has a problem</source>
        <translation>出现问题</translation>
    </message>
    <message>
        <source>Up to date, %1</source>
        <translation>已是最新，%1</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>已连接</translation>
    </message>
    <message>
        <source>Under way</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>Stopped: it needs you</source>
        <translation>已停止，需要您处理</translation>
    </message>
    <message>
        <source>Waits for its turn</source>
        <translation>排队等待</translation>
    </message>
    <message numerus="yes">
        <source>Can be undone for %n s</source>
        <translation>
            <numerusform>%n 秒内可以撤销</numerusform>
        </translation>
    </message>
    <message>
        <source>Waits to be sent</source>
        <translation>等待发送</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>正在发送…</translation>
    </message>
    <message>
        <source>Sent; the copy for Sent is still to be saved</source>
        <translation>已发出，“已发送”中的副本尚待保存</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>已发送</translation>
    </message>
    <message>
        <source>Could not be sent</source>
        <translation>未能发送</translation>
    </message>
    <message>
        <source>Not known whether it arrived</source>
        <translation>不确定是否已送达</translation>
    </message>
    <message>
        <source>Waits to be tried again</source>
        <translation>等待重试</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>已撤回</translation>
    </message>
    <message numerus="yes">
        <source>in %n s</source>
        <translation>
            <numerusform>%n 秒后</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n min</source>
        <translation>
            <numerusform>%n 分钟后</numerusform>
        </translation>
    </message>
    <message>
        <source>at %1</source>
        <translation>在 %1 </translation>
    </message>
    <message>
        <source>Comparing with the server</source>
        <translation>正在与服务器核对</translation>
    </message>
    <message>
        <source>Waits for a connection: the server allows no more</source>
        <translation>等待连接：服务器不允许更多连接</translation>
    </message>
    <message>
        <source>Fills in messages slowly, or later: this saves data or power</source>
        <translation>为节省流量或电量，邮件内容慢一些或稍后再下载</translation>
    </message>
    <message>
        <source>Offline since %1</source>
        <translation>自 %1 起离线</translation>
    </message>
    <message>
        <source>Leaves %1</source>
        <translation>将于%1发出</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Reading messages for the search</source>
        <translation>正在读取邮件，以便搜索正文</translation>
    </message>
    <message>
        <source>Every stored message is found by what it says</source>
        <translation>所有已存储的邮件都可以按正文搜索</translation>
    </message>
</context>
<context>
    <name>StatusCodeText</name>
    <message>
        <source>There is no such mailbox on the other side. Check the part of the address before the @.</source>
        <translation>对方没有这个邮箱。请检查地址中 @ 之前的部分。</translation>
    </message>
    <message>
        <source>The domain of this address takes no mail. Check the part of the address behind the @.</source>
        <translation>该地址的域名不接收邮件。请检查地址中 @ 之后的部分。</translation>
    </message>
    <message>
        <source>The message is larger than the other side takes. Send smaller or fewer attachments, or a link.</source>
        <translation>邮件超过对方允许的大小。请减小或减少附件，或改为发送链接。</translation>
    </message>
    <message>
        <source>The other side could not prove that this mail comes from your domain (SPF, DKIM or DMARC). Whoever runs your domain can mend that.</source>
        <translation>对方无法验证此邮件来自您的域名（SPF、DKIM 或 DMARC）。请联系您域名的管理员解决。</translation>
    </message>
    <message>
        <source>The server wants another sign-in before it sends. Check this account&apos;s connection.</source>
        <translation>服务器要求重新登录后才能发送。请检查此账号的连接。</translation>
    </message>
    <message>
        <source>The other side does not understand this address. Check how it is written.</source>
        <translation>对方无法识别此地址。请检查书写是否正确。</translation>
    </message>
    <message>
        <source>This mailbox has moved and left no new address. Ask its owner for the new one.</source>
        <translation>该邮箱已搬迁且未留下新地址。请向其主人询问。</translation>
    </message>
    <message>
        <source>The server refused your own address. Choose one that belongs to this account.</source>
        <translation>服务器拒绝了您的发件地址。请选择属于此账号的地址。</translation>
    </message>
    <message>
        <source>The domain of your own address is not known on the other side. Check the sender&apos;s address.</source>
        <translation>对方不认识您发件地址的域名。请检查发件地址。</translation>
    </message>
    <message>
        <source>This mailbox is switched off and takes no mail. Reach its owner another way.</source>
        <translation>该邮箱已停用，不再接收邮件。请用其他方式联系收件人。</translation>
    </message>
    <message>
        <source>The recipient&apos;s mailbox is full. It may work later, or tell the recipient another way.</source>
        <translation>收件人的邮箱已满。可以稍后再试，或用其他方式告知收件人。</translation>
    </message>
    <message>
        <source>The mailing list behind this address can&apos;t be reached as it is. Ask whoever runs the list.</source>
        <translation>该地址对应的邮件列表无法送达。请询问列表管理员。</translation>
    </message>
    <message>
        <source>The server on the other side has no room left. It may work later.</source>
        <translation>对方服务器空间已满。可以稍后再试。</translation>
    </message>
    <message>
        <source>The server on the other side takes no mail just now. It may work later.</source>
        <translation>对方服务器暂时不接收邮件。可以稍后再试。</translation>
    </message>
    <message>
        <source>The other side does not answer. It may work later.</source>
        <translation>对方没有应答。可以稍后再试。</translation>
    </message>
    <message>
        <source>The connection to the other side broke. It may work later.</source>
        <translation>与对方的连接中断。可以稍后再试。</translation>
    </message>
    <message>
        <source>The way to the other side can&apos;t be found just now. It may work later.</source>
        <translation>暂时找不到通往对方的路由。可以稍后再试。</translation>
    </message>
    <message>
        <source>There is no way to the domain of this address. Check the part behind the @.</source>
        <translation>无法送达该地址的域名。请检查 @ 之后的部分。</translation>
    </message>
    <message>
        <source>The server is overloaded. It may work later.</source>
        <translation>服务器负载过高。可以稍后再试。</translation>
    </message>
    <message>
        <source>The mail went round in circles on the other side. Tell whoever runs that address.</source>
        <translation>邮件在对方服务器之间循环转发。请告知该地址的管理员。</translation>
    </message>
    <message>
        <source>The message waited too long and was given up. Send it again or reach the recipient another way.</source>
        <translation>邮件等待过久，已被放弃。请重新发送或用其他方式联系收件人。</translation>
    </message>
    <message>
        <source>These are more recipients than the server takes at once. Send to fewer at a time.</source>
        <translation>收件人数量超过服务器一次允许的上限。请分批发送。</translation>
    </message>
    <message>
        <source>The other side can&apos;t take an address that is not in Latin letters. Ask the recipient for another address.</source>
        <translation>对方不支持非拉丁字母的地址。请向收件人询问其他地址。</translation>
    </message>
    <message>
        <source>The other side&apos;s rules refuse this mail. Its own words, under the details, may say why.</source>
        <translation>对方的规则拒绝了此邮件。详情中的原话可能说明原因。</translation>
    </message>
    <message>
        <source>You may not write to this mailing list. Ask whoever runs the list.</source>
        <translation>您无权向此邮件列表发信。请询问列表管理员。</translation>
    </message>
    <message>
        <source>The other side distrusts the server that sends your mail (its name in DNS). Tell your provider.</source>
        <translation>对方不信任发送您邮件的服务器（其 DNS 名称）。请告知您的服务商。</translation>
    </message>
    <message>
        <source>The domain of your own address takes no mail, so the other side refuses it. Check the sender&apos;s address.</source>
        <translation>您发件地址的域名不接收邮件，因此被对方拒绝。请检查发件地址。</translation>
    </message>
</context>
<context>
    <name>StatusStrip</name>
    <message>
        <source>Reading the folders</source>
        <translation>正在读取文件夹</translation>
    </message>
    <message>
        <source>Reading the list</source>
        <translation>正在读取列表</translation>
    </message>
    <message>
        <source>Fetching the message</source>
        <translation>正在获取邮件</translation>
    </message>
    <message>
        <source>Fetching messages</source>
        <translation>正在获取邮件</translation>
    </message>
    <message>
        <source>Making changes on the server</source>
        <translation>正在更改服务器上的内容</translation>
    </message>
    <message>
        <source>Saving on the server</source>
        <translation>正在保存到服务器</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>The password is needed.</source>
        <translation>需要密码。</translation>
    </message>
    <message>
        <source>No account yet</source>
        <translation>还没有账号</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>正在连接…</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>Offline; last brought up to date %1</source>
        <translation>离线，上次更新于 %1</translation>
    </message>
    <message>
        <source>Looking for mail…</source>
        <translation>正在检查邮件…</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>已连接</translation>
    </message>
    <message>
        <source>Up to date, %1</source>
        <translation>已是最新，%1</translation>
    </message>
</context>
<context>
    <name>UndeliveredText</name>
    <message>
        <source>(no subject)</source>
        <translation>（无主题）</translation>
    </message>
    <message>
        <source>A mail server reports that “%1” could not be delivered to %2.</source>
        <translation>有邮件服务器报告：“%1”无法投递给 %2。</translation>
    </message>
    <message>
        <source>Its report is in your inbox; the Outbox shows the whole way.</source>
        <translation>报告在收件箱中；发件箱会显示完整经过。</translation>
    </message>
    <message numerus="yes">
        <source>Mail servers report that %n of the messages you sent could not be delivered. The Outbox shows which, and why.</source>
        <translation>
            <numerusform>邮件服务器报告：您发出的邮件中有 %n 封无法投递。发件箱会显示是哪些以及原因。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WhyHere</name>
    <message>
        <source>Also in</source>
        <translation>同时位于</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Sent to you as</source>
        <translation>收件身份</translation>
    </message>
    <message>
        <source>a member of the list below; no field names an address of yours</source>
        <translation>您是下面邮件列表的成员；没有字段写明您的地址</translation>
    </message>
    <message>
        <source>%1, says a server on the way; To and Cc name no address of yours</source>
        <translation>%1（途中的服务器如此记录）；收件人和抄送中没有您的地址</translation>
    </message>
    <message>
        <source>nobody named: it came by Bcc, by an alias, or was handed on to you</source>
        <translation>未写明：邮件经密送、别名或转投而来</translation>
    </message>
    <message>
        <source>Mailing list</source>
        <translation>邮件列表</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>帐户</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>过滤</translation>
    </message>
    <message>
        <source>A field says that a filter on the way took it for spam: %1</source>
        <translation>有字段称途中的过滤器将其判为垃圾邮件：%1</translation>
    </message>
    <message>
        <source>No field tells why it is in Junk: your provider&apos;s filter, or you in another program, put it there.</source>
        <translation>没有字段说明它为何在垃圾邮件中：可能是您的邮件服务商的过滤器，或您在其他程序中将其移入。</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>回执</translation>
    </message>
    <message>
        <source>The sender asks to be told that you read it. Nothing is told without you.</source>
        <translation>发件人希望得知您已阅读。未经您同意，不会告知。</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>You changed it here; the server is still to be told.</source>
        <translation>您已在此更改；尚待通知服务器。</translation>
    </message>
    <message>
        <source>No rule of Tern moved it: there are none. What sorts your mail before it comes here is your provider&apos;s.</source>
        <translation>并非 Tern 的规则所移：Tern 没有规则。邮件到达之前的分拣由您的邮件服务商完成。</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>home</source>
        <translation>家庭</translation>
    </message>
    <message>
        <source>work</source>
        <translation>工作</translation>
    </message>
    <message>
        <source>mobile</source>
        <translation>手机</translation>
    </message>
    <message>
        <source>fax</source>
        <translation>传真</translation>
    </message>
</context>
<context>
    <name>tern::app::Application</name>
    <message>
        <source>Tern</source>
        <translation>Tern</translation>
    </message>
    <message>
        <source>Profile: %1
%2</source>
        <translation>配置目录：%1
%2</translation>
    </message>
</context>
<context>
    <name>tern::app::SendGuard</name>
    <message>
        <source>(no subject)</source>
        <translation>（无主题）</translation>
    </message>
    <message>
        <source>“%1” leaves on %2.</source>
        <translation>“%1”将于%2发出。</translation>
    </message>
    <message>
        <source>“%1” leaves in a moment.</source>
        <translation>“%1”即将发出。</translation>
    </message>
    <message>
        <source>It is too late: the message is on its way.</source>
        <translation>来不及了：邮件已经在发送。</translation>
    </message>
    <message>
        <source>Tern sends what you have just written, then it closes.</source>
        <translation>Tern 先发送您刚写的邮件，然后关闭。</translation>
    </message>
    <message>
        <source>Tern</source>
        <translation>Tern</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) in the Outbox have not been sent yet.</source>
        <translation>
            <numerusform>发件箱中有 %n 封邮件尚未发送。</numerusform>
        </translation>
    </message>
    <message>
        <source>The first of them is to leave on %1.</source>
        <translation>其中最早的一封定于%1发出。</translation>
    </message>
    <message>
        <source>Tern sends them only while it is open. They are safe, and go when it starts next.</source>
        <translation>Tern 只有在打开时才会发送。这些邮件已安全保存，会在下次启动时发出。</translation>
    </message>
    <message>
        <source>Close Tern</source>
        <translation>关闭 Tern</translation>
    </message>
    <message>
        <source>Keep it open</source>
        <translation>保持打开</translation>
    </message>
    <message>
        <source>It is to leave on %1.</source>
        <translation>将于 %1 发出。</translation>
    </message>
</context>
<context>
    <name>tern::ui::AccountCard</name>
    <message>
        <source>Look into it</source>
        <translation>查看问题</translation>
    </message>
</context>
<context>
    <name>tern::ui::AccountEditor</name>
    <message>
        <source>Back to all accounts</source>
        <translation>返回所有账号</translation>
    </message>
    <message>
        <source>Check the connection</source>
        <translation>检查连接</translation>
    </message>
    <message>
        <source>Addresses and signatures</source>
        <translation>地址与签名</translation>
    </message>
    <message>
        <source>Add an address</source>
        <translation>添加地址</translation>
    </message>
    <message>
        <source>Servers</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Unchanged</source>
        <translation>不更改</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Save a copy of what is sent (off where the provider keeps one itself)</source>
        <translation>保存已发送邮件的副本（服务商会自行保存时请关闭）</translation>
    </message>
    <message>
        <source>Remove this account…</source>
        <translation>移除此账号…</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Drafts</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>已发送</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>归档</translation>
    </message>
    <message>
        <source>Junk</source>
        <translation>垃圾邮件</translation>
    </message>
    <message>
        <source>Trash</source>
        <translation>已删除</translation>
    </message>
    <message>
        <source>Folder for %1</source>
        <translation>用作“%1”的文件夹</translation>
    </message>
    <message>
        <source>Found by itself</source>
        <translation>自动识别</translation>
    </message>
    <message>
        <source>Found by itself: %1</source>
        <translation>自动识别：%1</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>已保存。</translation>
    </message>
    <message>
        <source>Remove %1 from Tern? Its messages are taken off this computer; what is on the server stays there.</source>
        <translation>要从 Tern 中移除 %1 吗？本机上的邮件会被删除，服务器上的邮件不受影响。</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) not yet sent will be lost.</source>
        <translation>
            <numerusform>%n 封尚未发送的邮件将会丢失。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n draft(s) on this computer will be lost.</source>
        <translation>
            <numerusform>本机上的 %n 份草稿将会丢失。</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Remove %1 from Tern?</source>
        <translation>要从 Tern 中移除 %1 吗？</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) are kept on this computer alone and will be lost for good.</source>
        <translation>
            <numerusform>%n 封邮件只保存在本机上，将会永久丢失。</numerusform>
        </translation>
    </message>
    <message>
        <source>Mail from the address that you removed still waits in the Outbox. Send or cancel it, then save again.</source>
        <translation>您移除的地址还有邮件在发件箱中等待。请先发送或取消，再保存。</translation>
    </message>
</context>
<context>
    <name>tern::ui::ActionRowList</name>
    <message>
        <source>Details…</source>
        <translation>详情…</translation>
    </message>
</context>
<context>
    <name>tern::ui::ActivityPane</name>
    <message>
        <source>Activity</source>
        <translation>活动</translation>
    </message>
    <message>
        <source>Close Activity</source>
        <translation>关闭活动</translation>
    </message>
    <message>
        <source>Nothing waits</source>
        <translation>没有等待中的操作</translation>
    </message>
    <message>
        <source>Every change has reached its server.</source>
        <translation>所有更改都已送达服务器。</translation>
    </message>
    <message>
        <source>Waiting changes</source>
        <translation>等待中的更改</translation>
    </message>
    <message numerus="yes">
        <source>Waiting changes: %n</source>
        <translation>
            <numerusform>等待中的更改：%n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tern::ui::ArchivePage</name>
    <message>
        <source>leads out of its folder</source>
        <translation>指向文件夹之外</translation>
    </message>
    <message>
        <source>a link</source>
        <translation>链接</translation>
    </message>
    <message>
        <source>encrypted</source>
        <translation>已加密</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>What is in the archive</source>
        <translation>压缩包内容</translation>
    </message>
</context>
<context>
    <name>tern::ui::AttachmentActions</name>
    <message>
        <source>Saved %1</source>
        <translation>已保存 %1</translation>
    </message>
    <message>
        <source>Save attachment</source>
        <translation>保存附件</translation>
    </message>
    <message>
        <source>Save all attachments to</source>
        <translation>把全部附件保存到</translation>
    </message>
    <message>
        <source>This message has no attachments.</source>
        <translation>这封邮件没有附件。</translation>
    </message>
    <message>
        <source>Open this attachment?</source>
        <translation>打开这个附件？</translation>
    </message>
    <message>
        <source>Open “%1”?</source>
        <translation>要打开“%1”吗？</translation>
    </message>
    <message>
        <source>Open it only if you expected it and know who sent it.</source>
        <translation>只有在您正在等待它、并且知道是谁发来时，才应打开。</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>Open all the same</source>
        <translation>仍然打开</translation>
    </message>
    <message>
        <source>No program is there that opens such a file. You can save it.</source>
        <translation>没有可以打开此类文件的程序。您可以将它保存下来。</translation>
    </message>
    <message numerus="yes">
        <source>Saved %n file(s) to %1</source>
        <translation>
            <numerusform>已将 %n 个文件保存到 %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Message</source>
        <translation>邮件</translation>
    </message>
    <message>
        <source>Save message</source>
        <translation>保存邮件</translation>
    </message>
</context>
<context>
    <name>tern::ui::AttachmentCard</name>
    <message>
        <source>being added</source>
        <translation>正在添加</translation>
    </message>
    <message>
        <source>Attachment %1, %2. Delete takes it off.</source>
        <translation>附件 %1，%2。按 Delete 键移除。</translation>
    </message>
</context>
<context>
    <name>tern::ui::AttachmentCards</name>
    <message>
        <source>Save all…</source>
        <translation>全部保存…</translation>
    </message>
    <message>
        <source>Save all attachments</source>
        <translation>保存全部附件</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>另有 %n 个</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tern::ui::AttachmentIntake</name>
    <message>
        <source>“%1” is a folder. Pack it into one file first.</source>
        <translation>“%1”是文件夹。请先打包成一个文件。</translation>
    </message>
    <message>
        <source>Image %1</source>
        <translation>图片 %1</translation>
    </message>
    <message>
        <source>The picture could not be saved as a file.</source>
        <translation>这张图片无法保存为文件。</translation>
    </message>
</context>
<context>
    <name>tern::ui::AttachmentStrip</name>
    <message>
        <source>Attachments</source>
        <translation>附件</translation>
    </message>
</context>
<context>
    <name>tern::ui::AuditPanel</name>
    <message>
        <source>Audit</source>
        <translation>核对</translation>
    </message>
    <message>
        <source>Compares the mail kept here with the server, and reads all of it</source>
        <translation>将本机保存的邮件与服务器比对，并全部读取一遍</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>修复</translation>
    </message>
    <message>
        <source>Mends the mail kept here. What is on the server is not touched</source>
        <translation>修复本机保存的邮件，不会改动服务器上的内容</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Progress of the audit</source>
        <translation>核对进度</translation>
    </message>
    <message>
        <source>Begins…</source>
        <translation>正在开始…</translation>
    </message>
    <message>
        <source>Stops…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>The server could not be asked. %1</source>
        <translation>无法与服务器比对。%1</translation>
    </message>
</context>
<context>
    <name>tern::ui::Banner</name>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
</context>
<context>
    <name>tern::ui::CertificateDialog</name>
    <message>
        <source>Certificate of %1</source>
        <translation>%1 的证书</translation>
    </message>
    <message>
        <source>No password was sent to it.</source>
        <translation>没有向它发送任何密码。</translation>
    </message>
    <message>
        <source>What changed</source>
        <translation>有哪些变化</translation>
    </message>
    <message>
        <source>The certificate</source>
        <translation>证书</translation>
    </message>
    <message>
        <source>Sent with it, %1 of %2</source>
        <translation>一同发来的证书，第 %1 个，共 %2 个</translation>
    </message>
    <message>
        <source>If this is your own server or your organisation&apos;s, ask whoever runs it for the SHA-256 fingerprint, and compare all of it with the one above. Else don&apos;t trust it.</source>
        <translation>如果这是您自己或所在单位的服务器，请向其管理者索取 SHA-256 指纹，并与上面的指纹逐位核对。否则请不要信任它。</translation>
    </message>
    <message>
        <source>This certificate can&apos;t be trusted by anybody: it was taken back, or can be forged. Ask whoever runs the server for another.</source>
        <translation>任何人都不应信任这个证书：它已被吊销，或可以被伪造。请让服务器的管理者更换证书。</translation>
    </message>
    <message>
        <source>I have compared the fingerprint, and trust this certificate for %1 alone</source>
        <translation>我已核对指纹，仅对 %1 信任这个证书</translation>
    </message>
    <message>
        <source>Trust it</source>
        <translation>信任</translation>
    </message>
    <message>
        <source>Trust the old one alone</source>
        <translation>只信任旧证书</translation>
    </message>
    <message>
        <source>Don&apos;t trust it</source>
        <translation>不信任</translation>
    </message>
    <message>
        <source>Decide later</source>
        <translation>以后再决定</translation>
    </message>
</context>
<context>
    <name>tern::ui::CharsetMenu</name>
    <message>
        <source>Always for %1</source>
        <translation>对 %1 始终如此</translation>
    </message>
    <message>
        <source>As the message says</source>
        <translation>按邮件自己的说明</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
</context>
<context>
    <name>tern::ui::CheckList</name>
    <message>
        <source>Checks</source>
        <translation>检查项</translation>
    </message>
</context>
<context>
    <name>tern::ui::ComposeText</name>
    <message>
        <source>Message text</source>
        <translation>邮件正文</translation>
    </message>
</context>
<context>
    <name>tern::ui::Composer</name>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Send (Ctrl+Enter)</source>
        <translation>发送（Ctrl+Enter）</translation>
    </message>
    <message>
        <source>Attach</source>
        <translation>添加附件</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>Throw this draft away</source>
        <translation>丢弃这份草稿</translation>
    </message>
    <message>
        <source>Draft saved %1</source>
        <translation>草稿已保存 %1</translation>
    </message>
    <message>
        <source>Draft not saved</source>
        <translation>草稿未保存</translation>
    </message>
    <message>
        <source>New message</source>
        <translation>新邮件</translation>
    </message>
    <message>
        <source>You wrote “%1” but nothing is attached.</source>
        <translation>正文提到“%1”，但没有添加附件。</translation>
    </message>
    <message>
        <source>“%1” is not a mail address. Correct it or take it off.</source>
        <translation>“%1”不是邮件地址。请更正或移除。</translation>
    </message>
    <message>
        <source>Add an account before you send mail.</source>
        <translation>请先添加账号，再发送邮件。</translation>
    </message>
    <message>
        <source>Say who it is for: nobody stands in To.</source>
        <translation>请填写收件人。</translation>
    </message>
    <message>
        <source>An attachment is still being added. Send in a moment.</source>
        <translation>附件仍在添加中，请稍候再发送。</translation>
    </message>
    <message>
        <source>Send anyway</source>
        <translation>仍然发送</translation>
    </message>
    <message>
        <source>This message has no subject.</source>
        <translation>这封邮件没有主题。</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>正在发送…</translation>
    </message>
    <message>
        <source>Throw this draft away for good?</source>
        <translation>要永久丢弃这份草稿吗？</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>添加附件</translation>
    </message>
    <message>
        <source>The time you chose is over. Send it now, or choose another.</source>
        <translation>您选择的时间已过。请立即发送，或另选时间。</translation>
    </message>
</context>
<context>
    <name>tern::ui::ComposerHeader</name>
    <message>
        <source>Cc</source>
        <translation>抄送</translation>
    </message>
    <message>
        <source>Bcc</source>
        <translation>密送</translation>
    </message>
    <message>
        <source>To</source>
        <translation>收件人</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Add recipients of a copy</source>
        <translation>添加抄送人</translation>
    </message>
    <message>
        <source>From</source>
        <translation>发件人</translation>
    </message>
    <message>
        <source>No account yet</source>
        <translation>还没有账号</translation>
    </message>
    <message>
        <source>Add recipients that the others don&apos;t see</source>
        <translation>添加其他人看不到的收件人</translation>
    </message>
</context>
<context>
    <name>tern::ui::ConsolePane</name>
    <message>
        <source>Connection</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Filter the dialogue</source>
        <translation>筛选对话</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Hold the lines back; nothing is lost</source>
        <translation>暂停显示，内容不会丢失</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>Forget all lines</source>
        <translation>清除所有行</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the selected lines, or all</source>
        <translation>复制选中的行，未选中时复制全部</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Save the shown lines to a file</source>
        <translation>把显示的内容保存到文件</translation>
    </message>
    <message>
        <source>Close the console</source>
        <translation>关闭控制台</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>All connections</source>
        <translation>所有连接</translation>
    </message>
    <message>
        <source>Save the dialogue</source>
        <translation>保存对话</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>文本文件 (*.txt)</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>已保存。</translation>
    </message>
    <message>
        <source>Not saved: %1</source>
        <translation>未能保存：%1</translation>
    </message>
    <message>
        <source>Protocol console</source>
        <translation>协议控制台</translation>
    </message>
    <message>
        <source>since %1 (number %2)</source>
        <translation>自 %1 起（编号 %2）</translation>
    </message>
</context>
<context>
    <name>tern::ui::ConsoleView</name>
    <message>
        <source>Dialogue with the servers</source>
        <translation>与服务器的对话</translation>
    </message>
</context>
<context>
    <name>tern::ui::ContactPanel</name>
    <message>
        <source>Address card of %1</source>
        <translation>%1 的名片</translation>
    </message>
    <message>
        <source>Write to %1</source>
        <translation>写信给 %1</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>The address card was copied.</source>
        <translation>名片已复制。</translation>
    </message>
</context>
<context>
    <name>tern::ui::ConversationLines</name>
    <message>
        <source>Earlier messages of this conversation</source>
        <translation>此会话中较早的邮件</translation>
    </message>
    <message>
        <source>Later messages of this conversation</source>
        <translation>此会话中较晚的邮件</translation>
    </message>
</context>
<context>
    <name>tern::ui::DoctorDialog</name>
    <message>
        <source>Check the connection</source>
        <translation>检查连接</translation>
    </message>
    <message>
        <source>Copy a report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>A text to send to somebody who may help: without passwords, addresses and names</source>
        <translation>可以发给别人求助的文字，不含密码、地址和姓名</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>Look at the certificate…</source>
        <translation>查看证书…</translation>
    </message>
    <message>
        <source>Sign in again…</source>
        <translation>重新登录…</translation>
    </message>
    <message>
        <source>Change the settings…</source>
        <translation>修改设置…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>重新检查</translation>
    </message>
</context>
<context>
    <name>tern::ui::FileField</name>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
</context>
<context>
    <name>tern::ui::FindBar</name>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Find in this message</source>
        <translation>在此邮件中查找</translation>
    </message>
    <message>
        <source>Previous match (Shift+Enter)</source>
        <translation>上一处（Shift+Enter）</translation>
    </message>
    <message>
        <source>Next match (Enter)</source>
        <translation>下一处（Enter）</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>关闭（Esc）</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>%1 of more than %2</source>
        <translation>第 %1 处，共 %2 处以上</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>第 %1 处，共 %2 处</translation>
    </message>
</context>
<context>
    <name>tern::ui::FolderCommands</name>
    <message>
        <source>New folder…</source>
        <translation>新建文件夹…</translation>
    </message>
    <message>
        <source>Look for new mail</source>
        <translation>收取新邮件</translation>
    </message>
    <message>
        <source>Show unsubscribed folders</source>
        <translation>显示未订阅的文件夹</translation>
    </message>
    <message>
        <source>Check the connection…</source>
        <translation>检查连接…</translation>
    </message>
    <message>
        <source>Account settings…</source>
        <translation>账号设置…</translation>
    </message>
    <message>
        <source>Mark all as read</source>
        <translation>全部标为已读</translation>
    </message>
    <message>
        <source>Empty the trash…</source>
        <translation>清空已删除邮件…</translation>
    </message>
    <message>
        <source>New folder inside…</source>
        <translation>新建子文件夹…</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>重命名…</translation>
    </message>
    <message>
        <source>Unsubscribe</source>
        <translation>取消订阅</translation>
    </message>
    <message>
        <source>Subscribe</source>
        <translation>订阅</translation>
    </message>
    <message>
        <source>Delete folder…</source>
        <translation>删除文件夹…</translation>
    </message>
    <message>
        <source>Name of the new folder</source>
        <translation>新文件夹的名称</translation>
    </message>
    <message>
        <source>Name of the new folder in “%1”</source>
        <translation>“%1”中新文件夹的名称</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>新建文件夹</translation>
    </message>
    <message>
        <source>Rename folder</source>
        <translation>重命名文件夹</translation>
    </message>
    <message>
        <source>New name of “%1”</source>
        <translation>“%1”的新名称</translation>
    </message>
    <message>
        <source>Delete the folder “%1”?</source>
        <translation>要删除文件夹“%1”吗？</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) in it are moved to the trash.</source>
        <translation>
            <numerusform>其中的 %n 封邮件会移到“已删除”。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) in it are deleted from the server too. This can&apos;t be undone.</source>
        <translation>
            <numerusform>其中的 %n 封邮件也会从服务器上删除，且无法撤销。</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete folder</source>
        <translation>删除文件夹</translation>
    </message>
    <message>
        <source>Empty the trash?</source>
        <translation>要清空已删除邮件吗？</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) are removed for good.</source>
        <translation>
            <numerusform>%n 封邮件将被彻底删除。</numerusform>
        </translation>
    </message>
    <message>
        <source>Empty the trash</source>
        <translation>清空已删除邮件</translation>
    </message>
</context>
<context>
    <name>tern::ui::FolderModel</name>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
</context>
<context>
    <name>tern::ui::FolderView</name>
    <message>
        <source>Folders</source>
        <translation>文件夹</translation>
    </message>
</context>
<context>
    <name>tern::ui::HeadersWindow</name>
    <message>
        <source>Header fields of “%1”</source>
        <translation>“%1”的邮件头字段</translation>
    </message>
    <message>
        <source>As they were sent</source>
        <translation>原始形式</translation>
    </message>
    <message>
        <source>Find…</source>
        <translation>查找…</translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>全部复制</translation>
    </message>
</context>
<context>
    <name>tern::ui::HtmlPresenter</name>
    <message>
        <source>Show the quoted message</source>
        <translation>显示引用的邮件</translation>
    </message>
</context>
<context>
    <name>tern::ui::IdentityForm</name>
    <message>
        <source>No signature</source>
        <translation>无签名</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>签名</translation>
    </message>
    <message>
        <source>Has a server of its own for sending</source>
        <translation>用自己的服务器发送</translation>
    </message>
    <message>
        <source>Remove this address</source>
        <translation>移除此地址</translation>
    </message>
    <message>
        <source>“%1” is not a mail address. Correct it, then save.</source>
        <translation>“%1”不是邮件地址。请更正后保存。</translation>
    </message>
</context>
<context>
    <name>tern::ui::InvitationCard</name>
    <message>
        <source>something without a title</source>
        <translation>无标题的日程</translation>
    </message>
    <message>
        <source>The organizer is %1, but the message is from %2.</source>
        <translation>组织者是 %1，但邮件来自 %2。</translation>
    </message>
    <message>
        <source>nobody named</source>
        <translation>未写明的发件人</translation>
    </message>
    <message>
        <source>The answer is in the name of %1, but the message is from %2.</source>
        <translation>答复以 %1 的名义作出，但邮件来自 %2。</translation>
    </message>
    <message>
        <source>A newer version of this was sent. What stands here no longer counts.</source>
        <translation>已有更新的版本。此处内容不再有效。</translation>
    </message>
    <message>
        <source>This was cancelled by a later message.</source>
        <translation>后来的邮件已取消此日程。</translation>
    </message>
    <message>
        <source>None of your addresses is among those invited.</source>
        <translation>受邀者中没有您的地址。</translation>
    </message>
    <message>
        <source>It names no organizer, so nobody can be answered.</source>
        <translation>邀请没有写明组织者，因此无法答复。</translation>
    </message>
    <message>
        <source>At that time there is already: %1</source>
        <translation>该时段已有：%1</translation>
    </message>
    <message>
        <source>This is over.</source>
        <translation>已经结束。</translation>
    </message>
    <message>
        <source>(no title)</source>
        <translation>（无标题）</translation>
    </message>
    <message>
        <source>Where: %1</source>
        <translation>地点：%1</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>“%1”</translation>
    </message>
    <message numerus="yes">
        <source>And %n more date(s) in the attached file.</source>
        <translation>
            <numerusform>附件中另有 %n 项日程。</numerusform>
        </translation>
    </message>
    <message>
        <source>Your answer waits in the Outbox.</source>
        <translation>您的答复正在发件箱中等待。</translation>
    </message>
    <message>
        <source>Your answer could not be sent. The Outbox says why.</source>
        <translation>您的答复未能发出。原因见发件箱。</translation>
    </message>
    <message>
        <source>Nobody knows whether your answer arrived. The Outbox lets you choose.</source>
        <translation>无法确定您的答复是否送达。请在发件箱中选择。</translation>
    </message>
    <message>
        <source>A word to the organizer (optional)</source>
        <translation>给组织者留言（可选）</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>接受</translation>
    </message>
    <message>
        <source>Accept again</source>
        <translation>再次接受</translation>
    </message>
    <message>
        <source>Maybe</source>
        <translation>也许</translation>
    </message>
    <message>
        <source>Maybe, again</source>
        <translation>再次答复也许</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>谢绝</translation>
    </message>
    <message>
        <source>Decline again</source>
        <translation>再次谢绝</translation>
    </message>
    <message>
        <source>Answer otherwise…</source>
        <translation>更改答复…</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>打开 %1</translation>
    </message>
    <message>
        <source>Join at %1</source>
        <translation>在 %1 加入会议</translation>
    </message>
</context>
<context>
    <name>tern::ui::JourneyDialog</name>
    <message>
        <source>How it went</source>
        <translation>发送经过</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>(no subject)</source>
        <translation>（无主题）</translation>
    </message>
    <message>
        <source>Its way</source>
        <translation>经过</translation>
    </message>
    <message>
        <source>Reports come by mail, and anybody can write one. They are shown as they were written and change nothing here.</source>
        <translation>报告通过邮件送来，任何人都可以伪造。这里按原文显示，不会因此改变任何状态。</translation>
    </message>
    <message>
        <source>Recipients</source>
        <translation>收件人</translation>
    </message>
    <message>
        <source>What you asked for</source>
        <translation>您的要求</translation>
    </message>
    <message>
        <source>Look into the folder Sent on the server, or ask the recipient. Then say what is true: if it arrived, nothing more is sent. If you send it again and it had arrived, they have it twice.</source>
        <translation>请查看服务器上的“已发送”文件夹，或者询问收件人，然后告诉 Tern 结果：如果已经送达，就不再发送。如果您重新发送而它其实已经送达，对方会收到两封。</translation>
    </message>
    <message>
        <source>It arrived</source>
        <translation>已经送达</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>重新发送</translation>
    </message>
</context>
<context>
    <name>tern::ui::JourneyView</name>
    <message>
        <source>The way of the message</source>
        <translation>邮件的来路</translation>
    </message>
</context>
<context>
    <name>tern::ui::JourneyWindow</name>
    <message>
        <source>How “%1” came here</source>
        <translation>“%1”的来路</translation>
    </message>
    <message>
        <source>Your provider doesn&apos;t say whether it checked the sender.</source>
        <translation>您的邮箱服务商没有说明是否核查过发件人。</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>复制为文字</translation>
    </message>
    <message>
        <source>Signatures, verified by Tern</source>
        <translation>由 Tern 验证的签名</translation>
    </message>
    <message>
        <source>Verify the signature</source>
        <translation>验证签名</translation>
    </message>
    <message>
        <source>Asks DNS for the key of the domain that signed it. Its name servers can learn from this that the message is read.</source>
        <translation>向 DNS 查询签名域的密钥。该域的域名服务器可能由此得知有人阅读了这封邮件。</translation>
    </message>
    <message>
        <source>Asking for the key…</source>
        <translation>正在查询密钥…</translation>
    </message>
    <message>
        <source>This account&apos;s connections go through a proxy. DNS would be asked without it, so the signature was not verified.</source>
        <translation>此账户通过代理连接，而 DNS 查询不会经过代理，因此没有验证签名。</translation>
    </message>
    <message>
        <source>The signature can&apos;t be read.</source>
        <translation>无法读取这个签名。</translation>
    </message>
</context>
<context>
    <name>tern::ui::LaneLines</name>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>%1 still to be read</source>
        <translation>还有 %1 封待读取</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>%1 saved</source>
        <translation>节省 %1</translation>
    </message>
    <message>
        <source>%1 received, %2 sent</source>
        <translation>已接收 %1，已发送 %2</translation>
    </message>
    <message>
        <source>Compression saved %1 of it on the network.</source>
        <translation>压缩为网络传输节省了其中的 %1。</translation>
    </message>
</context>
<context>
    <name>tern::ui::ListPane</name>
    <message>
        <source>This folder</source>
        <translation>此文件夹</translation>
    </message>
    <message>
        <source>Unread</source>
        <translation>未读</translation>
    </message>
    <message>
        <source>Flagged</source>
        <translation>星标</translation>
    </message>
    <message>
        <source>Attachments</source>
        <translation>附件</translation>
    </message>
    <message>
        <source>To me</source>
        <translation>发给我的</translation>
    </message>
    <message>
        <source>Sort</source>
        <translation>排序</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>Take away a filter, or search with fewer words.</source>
        <translation>请去掉一个筛选条件，或减少搜索词。</translation>
    </message>
    <message>
        <source>Search with fewer words, or another spelling.</source>
        <translation>请减少搜索词，或换一种写法。</translation>
    </message>
    <message>
        <source>Nothing passes the filter</source>
        <translation>没有符合筛选条件的邮件</translation>
    </message>
    <message>
        <source>Click a filter again to take it away.</source>
        <translation>再次点击筛选条件即可取消。</translation>
    </message>
    <message>
        <source>No messages</source>
        <translation>没有邮件</translation>
    </message>
    <message>
        <source>New mail for “%1” appears here by itself.</source>
        <translation>“%1”的新邮件会自动出现在这里。</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>最新在前</translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation>最早在前</translation>
    </message>
    <message>
        <source>By sender</source>
        <translation>按发件人</translation>
    </message>
    <message>
        <source>By subject</source>
        <translation>按主题</translation>
    </message>
    <message>
        <source>Largest first</source>
        <translation>最大在前</translation>
    </message>
    <message>
        <source>No account yet</source>
        <translation>还没有账号</translation>
    </message>
    <message>
        <source>Add an account, and its mail appears here.</source>
        <translation>添加账号后，邮件会显示在这里。</translation>
    </message>
    <message>
        <source>Show the folders</source>
        <translation>显示文件夹</translation>
    </message>
</context>
<context>
    <name>tern::ui::ListStrip</name>
    <message>
        <source>The sender offers a way to get no more of these.</source>
        <translation>发件人提供了退订此类邮件的途径。</translation>
    </message>
    <message>
        <source>From the list %1</source>
        <translation>来自邮件列表 %1</translation>
    </message>
    <message>
        <source>You asked to be taken off on %1.</source>
        <translation>您已于 %1 申请退订。</translation>
    </message>
    <message>
        <source>The sender&apos;s server didn&apos;t take the request. There may be another way.</source>
        <translation>发件人的服务器没有接受请求。也许还有其他途径。</translation>
    </message>
    <message>
        <source>Asking the sender…</source>
        <translation>正在向发件人提出请求…</translation>
    </message>
    <message>
        <source>Unsubscribe…</source>
        <translation>退订…</translation>
    </message>
    <message>
        <source>Archive of the list</source>
        <translation>邮件列表存档</translation>
    </message>
    <message>
        <source>Tern asks %1 to take you off. The request says nothing else, and no page opens.</source>
        <translation>Tern 将请 %1 为您退订。请求不含其他内容，也不会打开网页。</translation>
    </message>
    <message>
        <source>A message with the subject “%1” is sent to %2, from %3.</source>
        <translation>将从 %3 向 %2 发送一封主题为“%1”的邮件。</translation>
    </message>
    <message>
        <source>A page of %1 opens in your browser. What is asked there is up to the sender.</source>
        <translation>将在浏览器中打开 %1 的网页。网页上要求什么由发件人决定。</translation>
    </message>
    <message>
        <source>Nobody confirms that this way out is the sender&apos;s own. If you never asked for these messages, mark them as junk instead: an answer tells that somebody reads them.</source>
        <translation>无法确认此退订途径确属发件人。如果您从未订阅此类邮件，请将其标为垃圾邮件：答复会让对方知道有人在阅读。</translation>
    </message>
    <message>
        <source>Open the page</source>
        <translation>打开网页</translation>
    </message>
    <message>
        <source>Unsubscribe</source>
        <translation>退订</translation>
    </message>
    <message>
        <source>Open a page of %1</source>
        <translation>打开 %1 的网页</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Check the signature</source>
        <translation>检查签名</translation>
    </message>
    <message>
        <source>Looking up the sender&apos;s key…</source>
        <translation>正在查询发件人的密钥…</translation>
    </message>
    <message>
        <source>The sender&apos;s domain signed it.</source>
        <translation>发件人的域名已对其签名。</translation>
    </message>
    <message>
        <source>No signature on it holds.</source>
        <translation>其上没有有效的签名。</translation>
    </message>
    <message>
        <source>The sender&apos;s key could not be had.</source>
        <translation>无法取得发件人的密钥。</translation>
    </message>
</context>
<context>
    <name>tern::ui::LongText</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>全选</translation>
    </message>
</context>
<context>
    <name>tern::ui::MailPage</name>
    <message>
        <source>(no subject)</source>
        <translation>（无主题）</translation>
    </message>
    <message>
        <source>Look at %1</source>
        <translation>查看 %1</translation>
    </message>
</context>
<context>
    <name>tern::ui::MaildropForm</name>
    <message>
        <source>Mail stays on the server</source>
        <translation>邮件保留在服务器上</translation>
    </message>
    <message>
        <source>Mail is removed from the server after some days</source>
        <translation>若干天后从服务器上删除邮件</translation>
    </message>
    <message>
        <source>Mail is removed from the server at once</source>
        <translation>立即从服务器上删除邮件</translation>
    </message>
    <message>
        <source>On the server</source>
        <translation>在服务器上</translation>
    </message>
    <message>
        <source> days</source>
        <translation> 天</translation>
    </message>
    <message>
        <source>Days on the server</source>
        <translation>在服务器上保留的天数</translation>
    </message>
    <message>
        <source>Remove from the server what is deleted here</source>
        <translation>在此删除的邮件也从服务器上删除</translation>
    </message>
    <message>
        <source>Looked at every </source>
        <translation>每隔 </translation>
    </message>
    <message>
        <source> min</source>
        <translation> 分钟检查一次</translation>
    </message>
    <message>
        <source>Minutes between two looks at the server</source>
        <translation>两次检查服务器之间的分钟数</translation>
    </message>
</context>
<context>
    <name>tern::ui::MainWindow</name>
    <message>
        <source>Tern</source>
        <translation>Tern</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message numerus="yes">
        <source>The server refused a change to %n message(s), so it was taken back. %1</source>
        <translation>
            <numerusform>服务器拒绝了对 %n 封邮件的更改，已恢复原状。%1</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” was not sent. %2</source>
        <translation>“%1”没有发出。%2</translation>
    </message>
    <message>
        <source>“%1” may or may not have been sent. Open the Outbox and choose.</source>
        <translation>“%1”不确定是否已发出。请打开发件箱选择如何处理。</translation>
    </message>
    <message>
        <source>“%1” was sent.</source>
        <translation>“%1”已发送。</translation>
    </message>
    <message>
        <source>The server says: %1</source>
        <translation>服务器消息：%1</translation>
    </message>
    <message>
        <source>Move to…</source>
        <translation>移动到…</translation>
    </message>
    <message>
        <source>Copy to…</source>
        <translation>复制到…</translation>
    </message>
    <message>
        <source>Go to %1</source>
        <translation>前往 %1</translation>
    </message>
    <message>
        <source>Keys and commands</source>
        <translation>快捷键与命令</translation>
    </message>
    <message>
        <source>Do something or go to a folder…</source>
        <translation>输入命令或文件夹名…</translation>
    </message>
    <message>
        <source>(no subject)</source>
        <translation>（无主题）</translation>
    </message>
    <message>
        <source>“%1” was sent, but not to %2. %3</source>
        <translation>“%1”已发出，但未能送达 %2。%3</translation>
    </message>
</context>
<context>
    <name>tern::ui::ManualSettings</name>
    <message>
        <source>As others see it</source>
        <translation>别人看到的名字</translation>
    </message>
    <message>
        <source>Receive</source>
        <translation>收信</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>您的名字</translation>
    </message>
    <message>
        <source>Authority</source>
        <translation>证书机构</translation>
    </message>
    <message>
        <source>Certificate authority</source>
        <translation>证书颁发机构</translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt *.cer)</source>
        <translation>证书 (*.pem *.crt *.cer)</translation>
    </message>
    <message>
        <source>None besides the system&apos;s</source>
        <translation>仅使用系统自带的</translation>
    </message>
    <message>
        <source>A file (PEM) with a certificate authority to trust for this account besides the system&apos;s, as a company may hand out</source>
        <translation>除系统自带的以外，此账号还信任的证书颁发机构文件（PEM），例如公司提供的</translation>
    </message>
    <message>
        <source>IMAP: mail and folders are on the server</source>
        <translation>IMAP：邮件和文件夹在服务器上</translation>
    </message>
    <message>
        <source>POP3: mail is fetched and kept on this computer</source>
        <translation>POP3：邮件收取到本机保存</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>协议</translation>
    </message>
    <message>
        <source>On the server</source>
        <translation>在服务器上</translation>
    </message>
    <message>
        <source>None: sign in by password</source>
        <translation>无：用密码登录</translation>
    </message>
    <message>
        <source>Your certificate</source>
        <translation>您的证书</translation>
    </message>
    <message>
        <source>Certificates with their key (*.p12 *.pfx *.pem)</source>
        <translation>含私钥的证书 (*.p12 *.pfx *.pem)</translation>
    </message>
    <message>
        <source>A file (PKCS#12 or PEM, with its key) by which the server knows you in place of a password, as a company may hand out; the password is then the passphrase of this file</source>
        <translation>含私钥的证书文件（PKCS#12 或 PEM），服务器凭它认出您，代替密码；通常由单位发放。此时密码栏填写该文件的口令</translation>
    </message>
</context>
<context>
    <name>tern::ui::MessageCards</name>
    <message>
        <source>About this message</source>
        <translation>关于此邮件</translation>
    </message>
    <message numerus="yes">
        <source>And %n more address card(s) in the attached files.</source>
        <translation>
            <numerusform>附件中另有 %n 张名片。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tern::ui::MessageCommands</name>
    <message numerus="yes">
        <source>%n message(s) archived</source>
        <translation>
            <numerusform>已归档 %n 封邮件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) moved to Junk</source>
        <translation>
            <numerusform>已把 %n 封邮件移到垃圾邮件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) moved back to the inbox</source>
        <translation>
            <numerusform>已把 %n 封邮件移回收件箱</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) deleted</source>
        <translation>
            <numerusform>已删除 %n 封邮件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) moved to “%1”</source>
        <translation>
            <numerusform>已把 %n 封邮件移到“%1”</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) copied to “%1”</source>
        <translation>
            <numerusform>已把 %n 封邮件复制到“%1”</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) flagged</source>
        <translation>
            <numerusform>已为 %n 封邮件加星标</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Flag taken from %n message(s)</source>
        <translation>
            <numerusform>已取消 %n 封邮件的星标</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) marked as read</source>
        <translation>
            <numerusform>已把 %n 封邮件标为已读</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) marked as unread</source>
        <translation>
            <numerusform>已把 %n 封邮件标为未读</numerusform>
        </translation>
    </message>
    <message>
        <source>The trash is being emptied</source>
        <translation>正在清空已删除邮件</translation>
    </message>
</context>
<context>
    <name>tern::ui::MessageHeader</name>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Show all recipients</source>
        <translation>显示所有收件人</translation>
    </message>
    <message>
        <source>to %1</source>
        <translation>发给 %1</translation>
    </message>
    <message>
        <source>to nobody named</source>
        <translation>没有写明收件人</translation>
    </message>
    <message>
        <source>From: %1</source>
        <translation>发件人：%1</translation>
    </message>
    <message>
        <source>Sender: %1</source>
        <translation>代发者：%1</translation>
    </message>
    <message>
        <source>Reply to: %1</source>
        <translation>回复至：%1</translation>
    </message>
    <message>
        <source>To: %1</source>
        <translation>收件人：%1</translation>
    </message>
    <message>
        <source>Cc: %1</source>
        <translation>抄送：%1</translation>
    </message>
    <message>
        <source>Bcc: %1</source>
        <translation>密送：%1</translation>
    </message>
    <message>
        <source>More for this message</source>
        <translation>对此邮件的更多操作</translation>
    </message>
</context>
<context>
    <name>tern::ui::MessageListView</name>
    <message>
        <source>Messages</source>
        <translation>邮件</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n 封邮件</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tern::ui::MessagePrinter</name>
    <message>
        <source>Message</source>
        <translation>邮件</translation>
    </message>
    <message>
        <source>Save as a PDF</source>
        <translation>保存为 PDF</translation>
    </message>
    <message>
        <source>The PDF could not be made.</source>
        <translation>无法生成 PDF。</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>已保存 %1</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Sent to the printer</source>
        <translation>已发送到打印机</translation>
    </message>
    <message>
        <source>The message could not be printed.</source>
        <translation>无法打印这封邮件。</translation>
    </message>
</context>
<context>
    <name>tern::ui::Notifier</name>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
</context>
<context>
    <name>tern::ui::OutboxView</name>
    <message>
        <source>Outbox</source>
        <translation>发件箱</translation>
    </message>
    <message>
        <source>The Outbox is empty</source>
        <translation>发件箱是空的</translation>
    </message>
    <message>
        <source>What you send waits here until the server has taken it.</source>
        <translation>您发送的邮件会在这里等待，直到服务器收下。</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>已发送</translation>
    </message>
    <message>
        <source>Nothing was sent from here yet</source>
        <translation>还没有从这里发送过邮件</translation>
    </message>
    <message>
        <source>Of each message that you send, its way is written down here.</source>
        <translation>您发送的每封邮件的经过都会记录在这里。</translation>
    </message>
    <message>
        <source>Show older</source>
        <translation>显示更早的</translation>
    </message>
</context>
<context>
    <name>tern::ui::OwnServerForm</name>
    <message>
        <source>By password</source>
        <translation>用密码</translation>
    </message>
    <message>
        <source>By a certificate</source>
        <translation>用证书</translation>
    </message>
    <message>
        <source>Look at the certificate…</source>
        <translation>查看证书…</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>登录方式</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>证书</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>On the provider&apos;s page</source>
        <translation>在服务商的网页上</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>Unchanged</source>
        <translation>不更改</translation>
    </message>
    <message>
        <source>If the file has one</source>
        <translation>如果文件设有口令</translation>
    </message>
    <message>
        <source>Name the server that sends for %1, then save.</source>
        <translation>请填写为 %1 发送邮件的服务器，再保存。</translation>
    </message>
    <message>
        <source>Sign in on the provider&apos;s page for %1 first: press Check.</source>
        <translation>请先在服务商的网页上为 %1 登录：按“检查”。</translation>
    </message>
    <message>
        <source>Choose the file with the certificate of %1, then save.</source>
        <translation>请选择 %1 的证书文件，再保存。</translation>
    </message>
    <message>
        <source>Enter the password at the server of %1, then save.</source>
        <translation>请输入 %1 所用服务器的密码，再保存。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Signing in…</source>
        <translation>正在登录…</translation>
    </message>
    <message>
        <source>Sign in on the page that opened in your browser.</source>
        <translation>请在浏览器打开的网页上登录。</translation>
    </message>
    <message>
        <source>You are signed in. You can close this page and go back to Tern.</source>
        <translation>您已登录。可以关闭此页面并返回 Tern。</translation>
    </message>
    <message>
        <source>Signed in.</source>
        <translation>登录成功。</translation>
    </message>
    <message>
        <source>Signed in, with %1.</source>
        <translation>登录成功，使用 %1。</translation>
    </message>
</context>
<context>
    <name>tern::ui::PictureSenders</name>
    <message>
        <source>Images on other machines are always loaded for</source>
        <translation>始终加载其他服务器上图片的发件人</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>无</translation>
    </message>
    <message>
        <source>The bar above a message with such images offers it.</source>
        <translation>含有此类图片的邮件上方的提示栏会提供此选项。</translation>
    </message>
    <message>
        <source>No longer</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Everybody of this domain</source>
        <translation>此域的所有人</translation>
    </message>
    <message>
        <source>This sender</source>
        <translation>此发件人</translation>
    </message>
</context>
<context>
    <name>tern::ui::ProxyForm</name>
    <message>
        <source>as for all accounts</source>
        <translation>与所有账号相同</translation>
    </message>
    <message>
        <source>as the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>SOCKS5</source>
        <translation>SOCKS5</translation>
    </message>
    <message>
        <source>HTTP</source>
        <translation>HTTP</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Unchanged</source>
        <translation>不更改</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>端口</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>用户名</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>代理</translation>
    </message>
</context>
<context>
    <name>tern::ui::QuickLook</name>
    <message>
        <source>One moment…</source>
        <translation>请稍候…</translation>
    </message>
    <message>
        <source>This is %1. It can&apos;t be shown here.</source>
        <translation>这是%1，无法在此显示。</translation>
    </message>
    <message>
        <source>%1, page %2 of %3</source>
        <translation>%1，第 %2 页，共 %3 页</translation>
    </message>
    <message>
        <source>%1, %2 × %3 pixels</source>
        <translation>%1，%2 × %3 像素</translation>
    </message>
    <message>
        <source>Back to the message around it</source>
        <translation>返回外层邮件</translation>
    </message>
    <message>
        <source>Previous attachment</source>
        <translation>上一个附件</translation>
    </message>
    <message>
        <source>Next attachment</source>
        <translation>下一个附件</translation>
    </message>
    <message>
        <source>Previous page</source>
        <translation>上一页</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>下一页</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Copy the text</source>
        <translation>复制文字</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Open with another program</source>
        <translation>用其他程序打开</translation>
    </message>
    <message>
        <source>%1 × %2 pixels</source>
        <translation>%1 × %2 像素</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>第 %1 个，共 %2 个</translation>
    </message>
    <message>
        <source>%1 / %2</source>
        <translation>%1 / %2</translation>
    </message>
</context>
<context>
    <name>tern::ui::ReaderBody</name>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>This message is damaged or unusual. What could be read is shown.</source>
        <translation>这封邮件已损坏或不规范，这里显示能读出的内容。</translation>
    </message>
    <message>
        <source>Tern runs as root, so the HTML view has no sandbox. This is the text of the message.</source>
        <translation>Tern 正以 root 身份运行，HTML 视图没有沙盒保护。这里显示邮件的文本内容。</translation>
    </message>
    <message>
        <source>This message also has an HTML form.</source>
        <translation>这封邮件还有 HTML 格式。</translation>
    </message>
    <message>
        <source>Show as HTML</source>
        <translation>以 HTML 显示</translation>
    </message>
    <message>
        <source>This link goes to %1
%2</source>
        <translation>此链接指向 %1
%2</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>复制地址</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>The HTML view broke over this message. This is its text.</source>
        <translation>HTML 视图因这封邮件而崩溃。这里显示邮件的文本内容。</translation>
    </message>
    <message>
        <source>Zoom: %1 %</source>
        <translation>缩放：%1%</translation>
    </message>
</context>
<context>
    <name>tern::ui::ReaderPane</name>
    <message numerus="yes">
        <source>%n messages are selected</source>
        <translation>
            <numerusform>已选择 %n 封邮件</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose a message to read it here.</source>
        <translation>选择一封邮件即可在此阅读。</translation>
    </message>
</context>
<context>
    <name>tern::ui::ReceiptCard</name>
    <message>
        <source>The sender asks to be told that you read this.</source>
        <translation>发件人希望得知您已阅读此邮件。</translation>
    </message>
    <message>
        <source>The answer would go to %1, which is not where the message says it came from.</source>
        <translation>回执将发往 %1，与邮件自称的来源不同。</translation>
    </message>
    <message>
        <source>Tell them</source>
        <translation>告知</translation>
    </message>
    <message>
        <source>Don&apos;t</source>
        <translation>不告知</translation>
    </message>
    <message>
        <source>Read: %1</source>
        <translation>已读：%1</translation>
    </message>
    <message>
        <source>Your message “%1” of %2 was displayed to %3. This doesn&apos;t say that it was understood.</source>
        <translation>您于 %2 发出的邮件“%1”已显示给 %3。这并不表示内容已被理解。</translation>
    </message>
</context>
<context>
    <name>tern::ui::ReceivedAttachment</name>
    <message>
        <source>Attachment %1, %2</source>
        <translation>附件 %1，%2</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Quick look</source>
        <translation>快速查看</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
</context>
<context>
    <name>tern::ui::RecipientEdit</name>
    <message>
        <source>%1 is not a mail address</source>
        <translation>%1 不是邮件地址</translation>
    </message>
</context>
<context>
    <name>tern::ui::RedirectDialog</name>
    <message>
        <source>Redirect</source>
        <translation>重定向</translation>
    </message>
    <message>
        <source>(no subject)</source>
        <translation>（无主题）</translation>
    </message>
    <message>
        <source>Goes on as it is, with its attachments. It still comes from %1, who gets the answers.</source>
        <translation>邮件连同附件原样转出，发件人仍是 %1，回复也寄给对方。</translation>
    </message>
    <message>
        <source>Send on</source>
        <translation>转出</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>“%1” is not a mail address.</source>
        <translation>“%1”不是邮件地址。</translation>
    </message>
    <message>
        <source>To whom? Add an address.</source>
        <translation>转给谁？请添加地址。</translation>
    </message>
</context>
<context>
    <name>tern::ui::ReportCard</name>
    <message>
        <source>(no subject)</source>
        <translation>（无主题）</translation>
    </message>
    <message>
        <source>About your message “%1”</source>
        <translation>关于您的邮件“%1”</translation>
    </message>
    <message>
        <source>About a message that was not sent from here</source>
        <translation>关于一封并非由此发出的邮件</translation>
    </message>
    <message>
        <source>This is reported by %1.</source>
        <translation>报告来自 %1。</translation>
    </message>
    <message>
        <source>Tern knows of no such message. It may have been sent by another program of yours. If not, somebody used your address as the sender: nothing needs to be done, and nothing attached to the report should be opened.</source>
        <translation>Tern 没有这封邮件的记录。它可能由您的其他程序发出。若不是，则有人冒用您的地址作为发件人：您无需处理，也不要打开报告所附的任何内容。</translation>
    </message>
    <message>
        <source>The server&apos;s words</source>
        <translation>服务器原话</translation>
    </message>
    <message>
        <source>How it went</source>
        <translation>发送经过</translation>
    </message>
</context>
<context>
    <name>tern::ui::SearchField</name>
    <message>
        <source>Search mail</source>
        <translation>搜索邮件</translation>
    </message>
</context>
<context>
    <name>tern::ui::SecretsChoice</name>
    <message>
        <source>This system has no key ring to keep passwords in.</source>
        <translation>此系统没有可保存密码的密钥环。</translation>
    </message>
    <message>
        <source>Ask for the password at every start</source>
        <translation>每次启动时询问密码</translation>
    </message>
    <message>
        <source>Keep it in a file encrypted with a passphrase</source>
        <translation>保存在用口令加密的文件中</translation>
    </message>
    <message>
        <source>Passphrase of the encrypted file</source>
        <translation>加密文件的口令</translation>
    </message>
    <message>
        <source>A new passphrase, asked for at every start</source>
        <translation>新口令，每次启动时询问</translation>
    </message>
</context>
<context>
    <name>tern::ui::SendMenus</name>
    <message>
        <source>Later</source>
        <translation>稍后发送</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>Send at another time. %1</source>
        <translation>在其他时间发送。%1</translation>
    </message>
    <message>
        <source>Ask for a delivery report</source>
        <translation>要求投递报告</translation>
    </message>
    <message>
        <source>Asks the servers to report when it is delivered, where they can. The answer shows in the Outbox, under Sent.</source>
        <translation>请求服务器在投递成功时报告（如果它们支持）。答复显示在发件箱的“已发送”中。</translation>
    </message>
    <message>
        <source>Only over verified TLS</source>
        <translation>只经由已验证的 TLS</translation>
    </message>
    <message>
        <source>Every server on its way has to pass it on over verified TLS, or to return it. Many servers can&apos;t promise that; then it is not sent.</source>
        <translation>途中的每台服务器都必须经由已验证的 TLS 转交，否则必须退回。许多服务器无法保证这一点，那样邮件就不会发送。</translation>
    </message>
    <message>
        <source>Tomorrow morning (%1)</source>
        <translation>明天早上（%1）</translation>
    </message>
    <message>
        <source>Monday morning (%1)</source>
        <translation>周一早上（%1）</translation>
    </message>
    <message>
        <source>Choose a time…</source>
        <translation>选择时间…</translation>
    </message>
    <message>
        <source>Options (%1)</source>
        <translation>选项（%1）</translation>
    </message>
</context>
<context>
    <name>tern::ui::SendTimeDialog</name>
    <message>
        <source>Send later</source>
        <translation>稍后发送</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Send then</source>
        <translation>届时发送</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>When is it to go?</source>
        <translation>何时发送？</translation>
    </message>
    <message>
        <source>That time is over. Choose one to come.</source>
        <translation>该时间已过。请选择将来的时间。</translation>
    </message>
</context>
<context>
    <name>tern::ui::ServerFields</name>
    <message>
        <source>Server for receiving (IMAP)</source>
        <translation>收信服务器（IMAP）</translation>
    </message>
    <message>
        <source>Server for sending (SMTP)</source>
        <translation>发信服务器（SMTP）</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>端口</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>STARTTLS</source>
        <translation>STARTTLS</translation>
    </message>
    <message>
        <source>Not encrypted, on this computer only</source>
        <translation>不加密，仅限本机</translation>
    </message>
    <message>
        <source>Security</source>
        <translation>加密方式</translation>
    </message>
    <message>
        <source>User name, if it is not the address</source>
        <translation>用户名（与地址不同时填写）</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>用户名</translation>
    </message>
    <message>
        <source>Server for receiving (POP3)</source>
        <translation>收信服务器（POP3）</translation>
    </message>
</context>
<context>
    <name>tern::ui::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>账号</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>阅读</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>写信</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>通知</translation>
    </message>
    <message>
        <source>Add an account</source>
        <translation>添加账号</translation>
    </message>
    <message>
        <source>No account yet</source>
        <translation>还没有账号</translation>
    </message>
    <message>
        <source>Add one to read and write mail.</source>
        <translation>添加账号后即可收发邮件。</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Add local folders</source>
        <translation>添加本地文件夹</translation>
    </message>
    <message>
        <source>Folders on this computer alone, without a server</source>
        <translation>只在本机上的文件夹，不连接服务器</translation>
    </message>
    <message>
        <source>Local folders</source>
        <translation>本地文件夹</translation>
    </message>
    <message>
        <source>Local folders %1</source>
        <translation>本地文件夹 %1</translation>
    </message>
</context>
<context>
    <name>tern::ui::SetupDialog</name>
    <message>
        <source>Edit settings by hand</source>
        <translation>手动填写设置</translation>
    </message>
    <message>
        <source>Find the settings for me</source>
        <translation>自动查找设置</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Add account</source>
        <translation>添加账号</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Add an account</source>
        <translation>添加账号</translation>
    </message>
    <message>
        <source>Use these servers</source>
        <translation>使用这些服务器</translation>
    </message>
    <message>
        <source>Sign in on the page that has opened in your browser, then come back here.</source>
        <translation>请在浏览器中打开的网页上登录，然后回到这里。</translation>
    </message>
    <message>
        <source>Open the page again</source>
        <translation>再次打开网页</translation>
    </message>
    <message>
        <source>This passphrase does not open the file with your passwords. Enter it again.</source>
        <translation>此口令无法打开保存密码的文件。请重新输入。</translation>
    </message>
    <message>
        <source>The certificate of %1 was refused.</source>
        <translation>%1 的证书被拒绝。</translation>
    </message>
    <message>
        <source>Look at the certificate…</source>
        <translation>查看证书…</translation>
    </message>
    <message>
        <source>Sign in again</source>
        <translation>重新登录</translation>
    </message>
</context>
<context>
    <name>tern::ui::SetupForm</name>
    <message>
        <source>Mail address</source>
        <translation>邮件地址</translation>
    </message>
    <message>
        <source>How</source>
        <translation>如何操作</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Authorization code</source>
        <translation>授权码</translation>
    </message>
    <message>
        <source>App password</source>
        <translation>应用专用密码</translation>
    </message>
    <message>
        <source>Password for mail programs</source>
        <translation>客户端专用密码</translation>
    </message>
    <message>
        <source>%1, or leave it empty to sign in with your browser</source>
        <translation>%1，留空则通过浏览器登录</translation>
    </message>
    <message>
        <source>Enter your whole mail address, like name@example.com.</source>
        <translation>请输入完整的邮件地址，例如 name@example.com。</translation>
    </message>
    <message>
        <source>Enter the password too; it is only sent to the mail server, over a checked connection.</source>
        <translation>请同时输入密码；它只会通过验证过的连接发送给邮件服务器。</translation>
    </message>
    <message>
        <source>Enter the passphrase, or choose to be asked at every start.</source>
        <translation>请输入口令，或选择每次启动时询问。</translation>
    </message>
    <message>
        <source>You are signed in. You can close this page and go back to Tern.</source>
        <translation>您已登录。可以关闭此页面并返回 Tern。</translation>
    </message>
</context>
<context>
    <name>tern::ui::Sidebar</name>
    <message>
        <source>Write</source>
        <translation>写邮件</translation>
    </message>
    <message>
        <source>Write a message</source>
        <translation>写邮件</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
</context>
<context>
    <name>tern::ui::SourceWindow</name>
    <message>
        <source>Source of “%1”</source>
        <translation>“%1”的原文</translation>
    </message>
</context>
<context>
    <name>tern::ui::StatusStrip</name>
    <message>
        <source>Show what goes on</source>
        <translation>显示正在进行的工作</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) wait in the Outbox</source>
        <translation>
            <numerusform>发件箱中有 %n 封邮件等待发送</numerusform>
        </translation>
    </message>
    <message>
        <source>%1%</source>
        <translation>%1%</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>正在连接…</translation>
    </message>
</context>
<context>
    <name>tern::ui::StepRow</name>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
</context>
<context>
    <name>tern::ui::SubjectHeader</name>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message numerus="yes">
        <source>%n messages</source>
        <translation>
            <numerusform>%n 封邮件</numerusform>
        </translation>
    </message>
    <message>
        <source>the newest %1 of %2</source>
        <translation>最新的 %1 封，共 %2</translation>
    </message>
</context>
<context>
    <name>tern::ui::TextBody</name>
    <message>
        <source>Message text</source>
        <translation>邮件正文</translation>
    </message>
    <message numerus="yes">
        <source>… %n more quoted line(s)</source>
        <translation>
            <numerusform>… 还有 %n 行引用</numerusform>
        </translation>
    </message>
    <message>
        <source>This text is very long. Show the rest</source>
        <translation>内容很长，显示其余部分</translation>
    </message>
</context>
<context>
    <name>tern::ui::TextPage</name>
    <message>
        <source>%1 more is not shown here.</source>
        <translation>另有 %1 未在此显示。</translation>
    </message>
</context>
<context>
    <name>tern::ui::ToolRow</name>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
</context>
<context>
    <name>tern::ui::UndoBar</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>tern::ui::WhyHereWindow</name>
    <message>
        <source>Why “%1” is here</source>
        <translation>“%1”为什么在这里</translation>
    </message>
    <message>
        <source>Why is this here?</source>
        <translation>为什么在这里？</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
</context>
</TS>
